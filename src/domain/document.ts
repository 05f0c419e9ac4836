// A message before any platform: typed nodes, no markup strings. Every `text` is plain text that a renderer must escape.

export type Inline =
  /** `refersTo`, here and below: the fact whose earlier message these words are about, and a link to once it is known where that stands */
  | Readonly<{
      kind: 'text'
      text: string
      style?: 'strong' | 'emphasis'
      refersTo?: string
      /** id of the channel these words stand for: a platform that can shows its name instead */
      channel?: string
      /** these words are a command of ours, `/brief …`: a platform with options of its own shows how it is typed there */
      typed?: true
    }>
  /** `url` is http(s), made by render/ from a stored article or a public address; never from model output or free text */
  | Readonly<{ kind: 'link'; text: string; url: string; refersTo?: string }>

export type Button = Readonly<{
  /** what pressing it does; `value` is at most 80 characters. `run`: a command about what it hangs on; `manage`: one of the channel's own */
  action: 'ask' | 'follow-up' | 'open-thread' | 'run' | 'manage'
  value: string
  label: string
  /** id of the channel a `manage` button is about, where that is not the one it stands in */
  channel?: string
  /** of a pair that says what one thinks of an answer: a platform with a way of its own to ask shows that */
  thumb?: 'up' | 'down'
}>

export type Node =
  /** `level` 3: of a part of the document; else of the whole of it */
  | Readonly<{ kind: 'heading'; text: string; level?: 3 }>
  | Readonly<{ kind: 'paragraph'; inlines: readonly Inline[] }>
  /** one claim or position: number, words, sources; a renderer never splits it across messages */
  | Readonly<{ kind: 'claim'; number: number | null; inlines: readonly Inline[]; sources: readonly (readonly Inline[])[] }>
  | Readonly<{ kind: 'list'; items: readonly (readonly Inline[])[] }>
  /** small print: coverage, how it was made */
  | Readonly<{ kind: 'note'; inlines: readonly Inline[] }>
  | Readonly<{ kind: 'divider' }>
  | Readonly<{ kind: 'buttons'; buttons: readonly Button[] }>

export type Document = Readonly<{
  /** one line that stands alone: notification preview, screen reader, thread title */
  preview: string
  nodes: readonly Node[]
}>
