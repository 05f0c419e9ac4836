// Topics: named beats with their query and aliases; a team can add its own.

export type Topic = Readonly<{
  /** what people type: `border` */
  name: string
  title: string
  /** the question a briefing on it answers, in words */
  query: string
  /** other names people type, any language */
  aliases: readonly string[]
  workspace: string
}>
