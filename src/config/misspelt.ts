// Names of settings that are none, and which one was meant (pure).

export type Misspelt = Readonly<{ name: string; meant: string }>

/** Read by the library that asks OpenAI. */
const OF_LIBRARIES = ['OPENAI_ORG_ID', 'OPENAI_PROJECT_ID', 'OPENAI_LOG']

/** Of the names that begin like a setting and are none, each with the setting that begins and ends most like it. */
export function misspeltAmong(names: readonly string[], known: readonly string[]): readonly Misspelt[] {
  const family = (name: string) => name.split('_')[0]
  const families = new Set(known.map(family))
  const unknown = names.filter((name) => !known.includes(name) && families.has(family(name)) && !OF_LIBRARIES.includes(name))
  return unknown.map((name) => {
    const [meant = name] = known.toSorted((a, b) => likeness(b, name) - likeness(a, name))
    return { name, meant }
  })
}

function likeness(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length)
  let [before, after] = [0, 0]
  while (before < shorter && a[before] === b[before]) before++
  while (after < shorter - before && a.at(-1 - after) === b.at(-1 - after)) after++
  return before + after
}
