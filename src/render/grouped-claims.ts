// Claims in their groups: each under words that all of them hold, or set apart where there are none (pure).
import type { Answer } from '../domain/answer.ts'
import type { Node } from '../domain/document.ts'
import { clipped } from './words.ts'

const HEADING_MAX = 60
/** Our own word, for those who hear the page: what follows is no longer under the heading before it. */
const BESIDES = 'Also'

/** `nodes`: one a claim, in their order. As they are where the answer has no groups, or these do not part its claims. */
export function groupedNodes(nodes: readonly Node[], { groups = [] }: Pick<Answer, 'groups'>): readonly Node[] {
  const places = groups.flatMap(({ claims }) => claims)
  if (groups.length < 2 || places.length !== nodes.length || places.some((place, at) => place !== at)) return nodes
  return groups.flatMap(({ heading, claims }, at) => [
    ...opening(heading, groups[at - 1]),
    ...claims.flatMap((place) => nodes[place] ?? []),
  ])
}

function opening(heading: string | null, before: Readonly<{ heading: string | null }> | undefined): readonly Node[] {
  if (heading !== null) return [{ kind: 'heading', level: 3, text: clipped(heading, HEADING_MAX) }]
  if (before === undefined) return []
  return before.heading === null ? [{ kind: 'divider' }] : [{ kind: 'heading', level: 3, text: BESIDES }]
}
