// One address per page: what trackers, campaigns and readers add to it is taken off (pure).

const TRACKING =
  /^(?:utm_\w+|at_(?:medium|campaign|custom\d?|link_\w+|format|bbc_team|ptr_name)|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|li_fat_id|igshid|igsh|mc_cid|mc_eid|mkt_tok|oly_anon_id|oly_enc_id|vero_id|_hsenc|_hsmi|_ga|_gl|ref_src|ref_url|cmpid|icid|ncid|ocid|smid|smtyp|spm|s_cid|__twitter_impression|amp|outputtype|guccounter|guce_referrer\w*|wt\.mc_id|wt_mc|xtor|partner|feedtype|feedname|rss)$/i
const LONGEST = 2048

/** The canonical form of a web address: http(s), no credentials, no fragment, no tracking parameters; null for anything else. */
export function canonicalUrl(address: string | null | undefined): string | null {
  const trimmed = address?.trim() ?? ''
  if (trimmed === '' || trimmed.length > LONGEST || !URL.canParse(trimmed)) return null
  const url = new URL(trimmed)
  if ((url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '') return null
  url.username = ''
  url.password = ''
  url.hash = ''
  url.hostname = url.hostname.replace(/\.$/, '')
  const kept = [...url.searchParams].filter(([name]) => !TRACKING.test(name))
  if (kept.length < url.searchParams.size) url.search = new URLSearchParams(kept).toString()
  if (url.search === '?') url.search = ''
  return url.href
}

/** Whether a page may say that its own address is `claimed`: only within its own host. */
export function canonicalOf(page: string | null, claimed: string | null): string | null {
  if (page === null || claimed === null) return page ?? claimed
  return host(page) === host(claimed) ? claimed : page
}

function host(address: string): string {
  return new URL(address).hostname.replace(/^(?:www|m|mobile|amp)\./, '')
}
