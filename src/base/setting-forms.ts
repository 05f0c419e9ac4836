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
export const port = (fallback: number) => whole(0, 65_535, fallback)
export const webAddress = z
  .url({ protocol: /^https?$/, error: 'must be an address that starts with http:// or https://' })
  .nullable()
  .default(null)
export const token = (prefix: string) => optional.refine((value) => value === null || value.startsWith(prefix), `must start with ${prefix}`)

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
