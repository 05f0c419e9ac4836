// Settings of digests, and of who may subscribe to them.
import { z } from 'zod'

export const digestSettings = z.object({
  DIGEST_WHEN_IN_DOUBT: z.enum(['resend', 'hold'], 'must be resend or hold').default('resend'),
  BRIEF_TIME_SCALE: z.coerce.number('must be a number from 0.001 to 1').min(0.001).max(1).default(1),
  SUBSCRIBERS: z.enum(['members', 'admins'], 'must be members or admins').default('members'),
})

export type DigestChoice = Readonly<{
  /** what is done when a platform cannot say whether it posted */
  onAmbiguous: 'resend' | 'hold'
  /** below 1 only in trials: every wait of the delivery protocol is so much shorter */
  timeScale: number
}>

export function digestsOf(env: z.infer<typeof digestSettings>): DigestChoice {
  return { onAmbiguous: env.DIGEST_WHEN_IN_DOUBT, timeScale: env.BRIEF_TIME_SCALE }
}
