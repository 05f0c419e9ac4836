// Something to fill in, before any platform: what was filled in comes back as a command with these fields.

export type Field = Readonly<{
  name: string
  /** at most 45 characters */
  label: string
  /** at most 100 characters */
  hint: string
  /** what stands in it when it opens; of a choice: one of its values */
  value: string
  optional: boolean
  /** characters; of no meaning for a choice */
  maxLength: number
  /** picked instead of typed; at most 25, each value and label at most 75 characters */
  choices?: readonly Readonly<{ value: string; label: string }>[]
}>

/** At most 5 fields. */
export type Form = Readonly<{
  /** the command that it fills in; at most 60 characters */
  command: string
  /** at most 24 characters, as `submit` */
  title: string
  submit: string
  fields: readonly Field[]
}>
