// Settings of feeds and pages: what the operator lets them reach, never what they ask for.
import { z } from 'zod'
import { flag, HOST_NAME, listOf, NETWORK, optional, webAddress } from '../base/setting-forms.ts'

export const fetchSettings = z.object({
  FETCH_CONTACT: optional.refine((value) => value === null || /^[\x21-\x7e]{3,200}$/.test(value), 'must be a web or mail address'),
  FETCH_ALLOW: listOf(HOST_NAME, 'must be host names with commas between them, like news.example.org, example.net'),
  FETCH_INSIDE: listOf(
    new RegExp(`${HOST_NAME.source}|${NETWORK.source}`),
    'must be host names and networks with commas between them, like wiki.example.org, 10.1.0.0/16',
  ),
  FETCH_PORTS: listOf(/^[1-9]\d{0,4}$/, 'must be numbers of ports with commas between them, like 8080, 8443'),
  PROXY_URL: webAddress,
  PROXY_LOOKS_UP: flag,
})

export type FetchChoice = Readonly<{
  contact: string | null
  /** the only hosts fetched from, with their subdomains; none: any public one */
  onlyHosts: readonly string[]
  /** hosts and networks that are not public, and fetched from all the same */
  inside: readonly string[]
  /** besides 80 and 443 */
  ports: readonly number[]
  /** `looksUp`: names are left to the proxy */
  proxy: Readonly<{ url: string; looksUp: boolean }> | null
}>

export function fetchingOf(env: z.infer<typeof fetchSettings>): FetchChoice {
  return {
    contact: env.FETCH_CONTACT,
    onlyHosts: env.FETCH_ALLOW,
    inside: env.FETCH_INSIDE,
    ports: env.FETCH_PORTS.map(Number),
    proxy: env.PROXY_URL === null ? null : { url: env.PROXY_URL, looksUp: env.PROXY_LOOKS_UP },
  }
}
