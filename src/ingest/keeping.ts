// How long articles are kept: by age, and by source where one has its own time (pure).

/** Days; null is for ever. `bySource`: by a source's id, or by the host of its address, which holds for its subdomains too. */
export type Keeping = Readonly<{ days: number | null; bySource: ReadonlyMap<string, number | null> }>

export const KEEP_ALL: Keeping = { days: null, bySource: new Map() }

type Aging = Readonly<{ source: string; url: string | null; publishedAt: string | null; ingestedAt: string }>

const MS_A_DAY = 86_400_000

/** How many days an article of this source is kept; null for ever. */
export function keptDays({ source, url }: Pick<Aging, 'source' | 'url'>, { days, bySource }: Keeping): number | null {
  if (bySource.size === 0) return days
  const own = bySource.get(source.toLowerCase())
  if (own !== undefined) return own
  for (const address of [source, url]) {
    for (let host = hostOf(address); host !== ''; host = host.split('.').slice(1).join('.')) {
      const known = bySource.get(host)
      if (known !== undefined) return known
    }
  }
  return days
}

/** The days it may be kept, when it is older than that; else null. Its age counts from its date, or from when it came where it bears none. */
export function pastAge(article: Aging, keeping: Keeping, now: Temporal.Instant): number | null {
  const days = keptDays(article, keeping)
  if (days === null) return null
  const since = Date.parse(article.publishedAt ?? article.ingestedAt)
  return now.epochMilliseconds - since > days * MS_A_DAY ? days : null
}

/** Whether anything is ever forgotten. */
export function keepsAll({ days, bySource }: Keeping): boolean {
  return days === null && [...bySource.values()].every((own) => own === null)
}

function hostOf(address: string | null): string {
  if (address === null || !/^https?:/i.test(address)) return ''
  return URL.parse(address)?.hostname ?? ''
}
