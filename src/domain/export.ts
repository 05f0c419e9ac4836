// A briefing as something to keep, before any platform.

/** `canvas`: the platform's own kind of page, where it has one. */
export type ExportForm = 'markdown' | 'html' | 'canvas'

export type Export = Readonly<{
  form: ExportForm
  /** of the file, with its ending; letters, digits and dashes */
  name: string
  /** one line */
  title: string
  /** HTML for `html`, else Markdown */
  text: string
}>
