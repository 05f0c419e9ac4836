// What Slack rejects in blocks, as a strict model: everything it does not name is refused, like Slack does.
import { z } from 'zod'

const plainText = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(max), emoji: z.boolean().optional() })
const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(max), verbatim: z.boolean().optional() })
const anyText = (max: number) => z.discriminatedUnion('type', [plainText(max), mrkdwn(max)])
const actionId = z.string().min(1).max(255)
const webUrl = z.url({ protocol: /^https?$/ }).max(3000)

const button = z.strictObject({
  type: z.literal('button'),
  text: plainText(75),
  action_id: actionId.optional(),
  url: webUrl.optional(),
  value: z.string().min(1).max(2000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: z.string().max(75).optional(),
})
const thumb = z.strictObject({
  text: plainText(75),
  value: z.string().min(1).max(2000),
  accessibility_label: z.string().max(75).optional(),
})
const feedback = z.strictObject({
  type: z.literal('feedback_buttons'),
  action_id: actionId.optional(),
  positive_button: thumb,
  negative_button: thumb,
})
const textInput = z.strictObject({
  type: z.literal('plain_text_input'),
  action_id: actionId,
  multiline: z.boolean().optional(),
  min_length: z.number().int().min(0).max(3000).optional(),
  max_length: z.number().int().min(1).max(3000).optional(),
  initial_value: z.string().max(3000).optional(),
  focus_on_load: z.boolean().optional(),
  placeholder: plainText(150).optional(),
  dispatch_action_config: z
    .strictObject({ trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1) })
    .optional(),
})

const option = z.strictObject({ text: plainText(75), value: z.string().min(1).max(150) })
const select = z
  .strictObject({
    type: z.literal('static_select'),
    action_id: actionId,
    options: z.array(option).min(1).max(100),
    initial_option: option.optional(),
    placeholder: plainText(150).optional(),
  })
  .refine(
    ({ options, initial_option: initial }) =>
      initial === undefined || options.some((one) => one.value === initial.value && one.text.text === initial.text.text),
    'initial_option must be one of the options',
  )

const style = z.strictObject({
  bold: z.boolean().optional(),
  italic: z.boolean().optional(),
  strike: z.boolean().optional(),
  code: z.boolean().optional(),
})
// Only these: an element that could notify somebody (user, usergroup, broadcast) has no business in what this bot sends.
const richElement = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1), style: style.optional() }),
  z.strictObject({ type: z.literal('channel'), channel_id: z.string().regex(/^[CG][A-Z0-9]+$/) }),
  z.strictObject({ type: z.literal('link'), url: webUrl, text: z.string().min(1).optional(), style: style.optional() }),
])
const richSection = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(richElement).min(1) })
const richPart = z.discriminatedUnion('type', [
  richSection,
  z.strictObject({ type: z.literal('rich_text_quote'), elements: z.array(richElement).min(1), border: z.number().optional() }),
  z.strictObject({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    indent: z.number().int().min(0).max(8).optional(),
    elements: z.array(richSection).min(1),
  }),
])

const base = { block_id: z.string().min(1).max(255).optional() }
const Block = z.discriminatedUnion('type', [
  z.strictObject({ ...base, type: z.literal('header'), text: plainText(150) }),
  z.strictObject({ ...base, type: z.literal('divider') }),
  z
    .strictObject({
      ...base,
      type: z.literal('section'),
      text: anyText(3000).optional(),
      fields: z.array(anyText(2000)).min(1).max(10).optional(),
    })
    .refine((block) => block.text !== undefined || block.fields !== undefined, 'section needs text or fields'),
  z.strictObject({ ...base, type: z.literal('context'), elements: z.array(anyText(2000)).min(1).max(10) }),
  z.strictObject({ ...base, type: z.literal('rich_text'), elements: z.array(richPart).min(1) }),
  z.strictObject({ ...base, type: z.literal('context_actions'), elements: z.array(feedback).min(1).max(5) }),
  z.strictObject({ ...base, type: z.literal('actions'), elements: z.array(button).min(1).max(25) }),
  z.strictObject({
    ...base,
    type: z.literal('input'),
    label: plainText(2000),
    element: z.union([textInput, select]),
    hint: plainText(2000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
  }),
])
type Block = z.infer<typeof Block>

const View = z.strictObject({
  type: z.enum(['modal', 'home']),
  callback_id: z.string().max(255).optional(),
  private_metadata: z.string().max(3000).optional(),
  title: plainText(24).optional(),
  submit: plainText(24).optional(),
  close: plainText(24).optional(),
  blocks: z.array(Block).min(1).max(100),
})

export type Refusal = Readonly<{ error: string; messages: readonly string[] }>

const MAX_CHARACTERS = 12_000 // undocumented: field reports say 11,341 to 13,297

/** What Slack says to a message's blocks; null when it takes them. */
export function refusedBlocks(value: unknown): Refusal | null {
  const blocks = z.array(Block).max(50).safeParse(value)
  if (!blocks.success) return { error: 'invalid_blocks', messages: pointers('/blocks', blocks.error) }
  const twice = repeated(blocks.data)
  if (twice !== null) return { error: 'invalid_blocks', messages: [twice] }
  const characters = charactersOf(value)
  if (characters > MAX_CHARACTERS) return { error: 'msg_blocks_too_long', messages: [`${characters} characters over all blocks`] }
  return null
}

/** What Slack says to a view of that type; null when it takes it. */
export function refusedView(value: unknown, type: 'modal' | 'home' = 'modal'): Refusal | null {
  const view = View.safeParse(value)
  // thumbs hang on messages alone
  if (view.data?.blocks.some((block) => block.type === 'context_actions'))
    return { error: 'invalid_arguments', messages: ['[ERROR] unsupported type: context_actions [json-pointer:/view/blocks]'] }
  if (!view.success) return { error: 'invalid_arguments', messages: pointers('/view', view.error) }
  const titled = view.data.title !== undefined
  if (view.data.type !== type || titled !== (type === 'modal'))
    return { error: 'invalid_arguments', messages: [`[ERROR] no such ${type} [json-pointer:/view]`] }
  const inputs = view.data.blocks.some((block) => block.type === 'input')
  if (type === 'modal' && inputs && view.data.submit === undefined)
    return { error: 'invalid_arguments', messages: ['[ERROR] missing required field: submit [json-pointer:/view]'] }
  const twice = repeated(view.data.blocks)
  return twice === null ? null : { error: 'invalid_arguments', messages: [twice] }
}

/** Every text leaf of blocks, in reading order, without buttons' values and other things nobody reads. */
export function leavesOf(value: unknown): readonly Readonly<{ type: string; text: string }>[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf)
  if (typeof value !== 'object' || value === null) return []
  const here = 'type' in value && 'text' in value && typeof value.text === 'string' ? [{ type: String(value.type), text: value.text }] : []
  return [...here, ...Object.values(value).flatMap(leavesOf)]
}

function pointers(root: string, error: z.ZodError): readonly string[] {
  return error.issues.map((issue) => `[ERROR] ${issue.message} [json-pointer:${[root, ...issue.path.map(String)].join('/')}]`)
}

function repeated(blocks: readonly Block[]): string | null {
  const ids = blocks.flatMap((block) => block.block_id ?? [])
  if (new Set(ids).size !== ids.length) return '[ERROR] block_id already exists [json-pointer:/blocks]'
  const actions = blocks.flatMap((block) =>
    block.type === 'actions' || block.type === 'context_actions' ? block.elements.map((element) => element.action_id ?? '') : [],
  )
  return new Set(actions).size === actions.length ? null : '[ERROR] action_id already exists for another block [json-pointer:/blocks]'
}

function charactersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const counted = ([key, inner]: [string, unknown]) =>
    typeof inner === 'string' && (key === 'text' || key === 'url') ? inner.length : charactersOf(inner)
  return Object.entries(value).reduce((sum, entry) => sum + counted(entry), 0)
}
