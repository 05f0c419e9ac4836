// Forms a setting may have, each with the words that say what is wrong with another; an empty setting never gets here.
import { z } from 'zod'

export const optional = z.string().nullable().default(null)
export const flag = z
  .enum(['true', 'false', '1', '0', 'yes', 'no'], 'must be yes or no')
  .default('no')
  .transform((value) => ['true', '1', 'yes'].includes(value))
export function whole(least: number, most: number, fallback: number) {
  const form = `must be a whole number from ${least} to ${most}`
  return z.coerce.number(form).int(form).min(least, form).max(most, form).default(fallback)
}
/** A limit: a number, or `none`. `scale`: what it is counted in, of what it is written in. */
export function limit(fallback: number | null, scale = 1) {
  const form = 'must be a number above 0, or none'
  return z
    .union([z.literal('none').transform(() => null), z.coerce.number(form).positive(form).max(1e9, form)], form)
    .transform((value) => (value === null ? null : Math.floor(value * scale)))
    .default(fallback)
}
const FOR_EVER = z.literal('all').transform(() => null)
const DAYS = 'must be a whole number of days from 1 to 36500, or all'
/** Days that something is kept; `all`: for ever. */
export const daysKept = z.union([FOR_EVER, z.coerce.number(DAYS).int(DAYS).min(1, DAYS).max(36_500, DAYS)], DAYS).default(null)
const BY_SOURCE = 'must be like news.example.org=30; folder:inbox=all: the host or the id of a source, and days'
/** The same by source: `host=30; other=all`. */
export const daysBySource = z
  .string()
  .regex(/^\s*(?:[^\s;=][^\s;]*=(?:[1-9]\d{0,4}|all)\s*(?:;\s*|$))+$/, BY_SOURCE)
  .transform((value) => pairsOf(value).map(([name, days]) => [name.toLowerCase(), days === 'all' ? null : Number(days)] as const))
  .default([])

/** `a=b; c=d`; the last `=` of a pair parts it, since an address may hold others. */
function pairsOf(value: string): readonly (readonly [string, string])[] {
  const pairs = value.split(/;\s*/).filter((pair) => pair.trim() !== '')
  return pairs.map((pair) => [pair.slice(0, pair.lastIndexOf('=')).trim(), pair.slice(pair.lastIndexOf('=') + 1).trim()] as const)
}
/** Paths with semicolons between them. */
export const paths = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(';')
      .map((path) => path.trim())
      .filter((path) => path !== ''),
  )
export const port = (fallback: number) => whole(0, 65_535, fallback)
export const webAddress = z
  .url({ protocol: /^https?$/, error: 'must be an address that starts with http:// or https://' })
  .nullable()
  .default(null)
/** What the token that was given is, by how it begins. */
const TOKENS: readonly (readonly [prefix: string, what: string])[] = [
  ['xapp-', 'an app-level token, which goes into SLACK_APP_TOKEN'],
  ['xoxb-', 'a bot token, which goes into SLACK_BOT_TOKEN'],
  ['xoxp-', 'a user’s token: take the Bot User OAuth Token'],
  ['xoxe', 'one that ends by itself: switch token rotation off for the app'],
  ['xoxc-', 'a browser’s token: take the Bot User OAuth Token'],
]
const ALONE = 'must be the token alone, without quotes, spaces or words around it'

/** What is wrong with a token that is to begin so, without a word of it; null when nothing is. */
function tokenFault(value: string, prefix: string): string | null {
  if (!/^[\x21-\x7e]+$/.test(value) || /^["'`<]|["'`>]$/.test(value)) return ALONE
  if (value.startsWith(prefix)) return /^[\w.%=-]+$/.test(value) ? null : ALONE
  const is = TOKENS.find(([begins]) => value.startsWith(begins))?.[1]
  return `must start with ${prefix}${is === undefined ? '' : `, and this is ${is}`}`
}
/** `other`: what else may be wrong with it. */
export const token = (prefix: string, other: (value: string) => string | null = () => null) =>
  optional.superRefine((value, context) => {
    const message = value === null ? null : (tokenFault(value, prefix) ?? other(value))
    if (message !== null) context.addIssue({ code: 'custom', message })
  })

/** A list: parts between commas or white space, in small letters, each of one form. */
export function listOf(form: RegExp, wrong: string) {
  return z
    .string()
    .default('')
    .transform((value) =>
      value
        .toLowerCase()
        .split(/[\s,]+/)
        .filter((part) => part !== ''),
    )
    .refine((parts) => parts.every((part) => form.test(part)), wrong)
}
export const HOST_NAME = /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/
export const NETWORK = /^[\d.]+(?:\/\d{1,2})?$|^[\da-f:.]*:[\da-f:.]*(?:\/\d{1,3})?$/
