// What Discord would refuse: the schemas made from its OpenAPI document, and rules that the document leaves out.
import * as spec from 'discord-api-spec/zod'
import { commandsIssues } from './validate-commands.ts'
import type { Body } from './multipart.ts'
import { asArray, type Issue, type Json, record } from './json.ts'

type Parsed = Readonly<{
  success: boolean
  error?: { issues: readonly { path: readonly PropertyKey[]; message: string; code?: string }[] }
}>
type Schema = Readonly<{ safeParse: (value: unknown) => Parsed }>

const schemas = spec as unknown as Readonly<Record<string, Schema | undefined>>
const V2 = 1 << 15
const EPHEMERAL = 1 << 6
const CALLBACKS: Readonly<Record<number, string>> = {
  4: 'CreateMessageInteractionCallbackRequestSchema',
  5: 'CreateMessageInteractionCallbackRequestSchema',
  6: 'UpdateMessageInteractionCallbackRequestSchema',
  7: 'UpdateMessageInteractionCallbackRequestSchema',
  8: 'ApplicationCommandAutocompleteCallbackRequestSchema',
  9: 'ModalInteractionCallbackRequestSchema',
}

/** Routes with a body: what it must satisfy (one of the named schemas), and whether it writes a message. */
const BODIES: readonly (readonly [method: string, path: RegExp, schemas: readonly string[], writes: boolean])[] = [
  ['POST', /^\/channels\/\d+\/messages$/, ['MessageCreateRequestSchema'], true],
  ['PATCH', /^\/channels\/\d+\/messages\/\d+$/, ['MessageEditRequestPartialSchema'], true],
  ['POST', /^\/webhooks\/\d+\/[^/]+$/, ['IncomingWebhookRequestPartialSchema'], true],
  ['PATCH', /^\/webhooks\/\d+\/[^/]+\/messages\/(@original|\d+)$/, ['IncomingWebhookUpdateRequestPartialSchema'], true],
  ['POST', /^\/channels\/\d+\/messages\/\d+\/threads$/, ['CreateTextThreadWithMessageRequestSchema'], false],
  ['POST', /^\/channels\/\d+\/threads$/, ['CreateTextThreadWithoutMessageRequestSchema', 'CreateForumThreadRequestSchema'], false],
]

/** Why Discord would answer 400 to this request; empty when it would not. */
export function validate(method: string, path: string, body: unknown, files: Body['files'] = []): readonly Issue[] {
  if (method === 'PUT' && /^\/applications\/\d+(\/guilds\/\d+)?\/commands$/.test(path)) return commandsIssues(asArray(body), schemaIssues)
  if (method === 'POST' && /^\/interactions\/\d+\/[^/]+\/callback$/.test(path)) return callbackIssues(record(body))
  const found = BODIES.find(([m, re]) => m === method && re.test(path))
  if (found === undefined) return []
  const [, , names, writes] = found
  return [...schemaIssues(names, body), ...(writes ? [...messageIssues(record(body)), ...fileIssues(record(body), files)] : [])]
}

/** Why Discord would refuse this as a message in a channel. */
export function validateMessage(body: unknown): readonly Issue[] {
  return validate('POST', '/channels/1/messages', body)
}

function schemaIssues(names: readonly string[], body: unknown): readonly Issue[] {
  const results = names.map((name) => {
    const schema = schemas[name]
    if (schema === undefined) throw new Error(`discord-api-spec has no ${name}`)
    return schema.safeParse(body)
  })
  if (results.some((result) => result.success)) return []
  const issues = results.flatMap((result) => result.error?.issues.slice(0, 3) ?? [])
  return issues.map((issue) => ({ path: issue.path.join('.'), message: `${issue.code ?? ''} ${issue.message}` }))
}

function callbackIssues(body: Json): readonly Issue[] {
  const type = Number(body['type'])
  const issues = [...schemaIssues([CALLBACKS[type] ?? 'PongInteractionCallbackRequestSchema'], body)]
  const data = record(body['data'])
  if (type === 5 && Number(data['flags'] ?? 0) & ~EPHEMERAL)
    issues.push({ path: 'data.flags', message: 'a deferred response takes only EPHEMERAL' })
  if (type === 9 && String(data['title'] ?? '').length > 45) issues.push({ path: 'data.title', message: 'at most 45 characters' })
  return type === 4 || type === 7 ? [...issues, ...messageIssues(data)] : issues
}

function messageIssues(body: Json): readonly Issue[] {
  const issues: Issue[] = []
  const say = (path: string, message: string) => issues.push({ path, message })
  const mentions = record(body['allowed_mentions'])
  // Discord accepts a message without it; this product never sends one.
  if (
    !Array.isArray(mentions['parse']) ||
    mentions['parse'].length > 0 ||
    mentions['users'] ||
    mentions['roles'] ||
    mentions['replied_user']
  )
    say('allowed_mentions', 'must be {parse: [], replied_user: false} on every request that writes a message')
  const all = flat(asArray(body['components']))
  const ids = all.flatMap((component) => (typeof component['custom_id'] === 'string' ? [component['custom_id']] : []))
  if (new Set(ids).size !== ids.length) say('components', 'COMPONENT_CUSTOM_ID_DUPLICATED')
  const menus = all
    .filter((component) => component['type'] === 3)
    .map((menu) => asArray(menu['options']).map((one) => record(one)['value']))
  if (menus.some((values) => new Set(values).size !== values.length)) say('components', 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED')
  if (body['enforce_nonce'] === true && body['nonce'] === undefined) say('nonce', 'enforce_nonce needs a nonce')
  if (Number(body['flags'] ?? 0) & V2) {
    if (body['content'] || body['embeds'] || body['poll']) say('', 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2')
    if (all.length === 0) say('components', 'Cannot send an empty message')
    if (all.length > 40) say('components', 'at most 40 components, nested ones included')
    const texts = all.filter((component) => component['type'] === 10).map((component) => String(component['content']))
    if (texts.some((text) => text.trim() === '')) say('components', 'a text display needs text')
    if (texts.reduce((sum, text) => sum + text.length, 0) > 4_000) say('components', 'at most 4,000 characters over all text displays')
  } else {
    if (asArray(body['components']).some((component) => record(component)['type'] !== 1)) say('components', 'needs IS_COMPONENTS_V2')
    if (String(body['content'] ?? '').length > 2_000) say('content', 'Must be 2000 or fewer in length.')
  }
  return issues
}

/** A file is shown where a component names it, and nowhere else in such a message. */
function fileIssues(body: Json, files: Body['files']): readonly Issue[] {
  const named = flat(asArray(body['components']))
    .filter(({ type }) => type === 13)
    .map(({ file }) => String(record(file)['url']))
  const sent = files.map(({ name }) => `attachment://${name}`)
  const isSame = JSON.stringify([...named].sort()) === JSON.stringify([...sent].sort())
  return isSame ? [] : [{ path: 'components', message: 'INVALID_ATTACHMENT: files named and files sent differ' }]
}

function flat(components: readonly unknown[]): readonly Json[] {
  const inside = ({ components: nested, accessory }: Json) => [...asArray(nested), ...(accessory === undefined ? [] : [accessory])]
  return components.map(record).flatMap((component) => [component, ...flat(inside(component))])
}
