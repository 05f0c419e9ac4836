// Groups articles into independent voices: one family, one publisher or one agency is one voice (pure).

export type Voiced = Readonly<{
  articleId: string
  familyId: string /** any equal values mean one publisher or agency; null or 0 is unknown */
  publisher: string | number | null
  agency: string | number | null
}>

/** Groups of article ids, each one voice; unknown publishers stay apart. In order of the first article given. */
export function voicesAmong(articles: readonly Voiced[]): string[][] {
  const groupOf = new Map<string, number>()
  const groups: Voiced[][] = []
  for (const article of articles) {
    const tags = tagsOf(article)
    const found = [...new Set(tags.flatMap((tag) => groupOf.get(tag) ?? []))].sort((a, b) => a - b)
    const target = found[0] ?? groups.push([]) - 1
    const group = groups[target] ?? []
    for (const other of found.slice(1)) {
      const joining = groups[other] ?? []
      group.push(...joining)
      for (const member of joining) for (const tag of tagsOf(member)) groupOf.set(tag, target)
      groups[other] = []
    }
    group.push(article)
    for (const tag of tags) groupOf.set(tag, target)
  }
  return groups.filter((group) => group.length > 0).map((group) => group.map((article) => article.articleId))
}

function tagsOf({ familyId, publisher, agency }: Voiced): string[] {
  const names = [publisher, agency].flatMap((name) => (name === null || name === 0 ? [] : [`by:${String(name).trim().toLowerCase()}`]))
  return [`family:${familyId}`, ...names]
}
