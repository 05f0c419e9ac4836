// Who waits for an answer is kept sealed: no id of anybody who asks stands in the data file.
import type { Asker, InboundLog } from '../ports/conversation-store.ts'
import type { PersonSeal } from './person-key.ts'

/** The same log; who can no longer be told apart, as the key was replaced, is nobody who waits. */
export function sealedAskers(log: InboundLog, { seal, open }: PersonSeal): InboundLog {
  const sealed = (asker: Asker): Asker => ({ ...asker, person: seal(asker, asker.person) })
  return {
    ...log,
    firstSight: (id, at, asker) => log.firstSight(id, at, asker && sealed(asker)),
    forgetAsker: (asker) => log.forgetAsker(sealed(asker)),
    takeUnanswered: async (platform, before, at) => {
      const known: Awaited<ReturnType<InboundLog['takeUnanswered']>>[number][] = []
      for (const one of await log.takeUnanswered(platform, before, at)) {
        const person = open({ platform, workspace: one.workspace }, one.person)
        if (person === null) await log.answered(one.id)
        else known.push({ ...one, person })
      }
      return known
    },
  }
}
