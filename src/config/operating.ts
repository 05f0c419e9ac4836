// Settings of running it: folders, logs and the ports of this machine.
import { z } from 'zod'
import { port, webAddress, whole } from '../base/setting-forms.ts'

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const

export const operatingSettings = z.object({
  DATA_DIR: z.string().default('data'),
  SEEDS_DIR: z.string().default('seeds'),
  LOG_LEVEL: z
    .enum(LEVELS, `must be one of ${LEVELS.join(', ')}`)
    .nullable()
    .default(null),
  WEB_PORT: port(8484),
  PUBLIC_URL: webAddress,
  PUBLIC_PORT: port(8485),
  HEALTH_PORT: port(0),
  HEALTH_HOST: z.string().default('127.0.0.1'),
  STALE_AFTER_DAYS: whole(1, 3650, 14),
})

/** null: information when standard error is a file or a pipe, warnings only when a person is looking at it */
export type LogChoice = (typeof LEVELS)[number] | null

export type WebChoice = Readonly<{ port: number; publicUrl: string | null; publicPort: number }>

/** where `/livez`, `/readyz` and `/metrics` are told; port 0: nowhere */
export type HealthChoice = Readonly<{ port: number; host: string }>

export function healthOf(env: z.infer<typeof operatingSettings>): HealthChoice {
  return { port: env.HEALTH_PORT, host: env.HEALTH_HOST }
}

export function webOf(env: z.infer<typeof operatingSettings>): WebChoice {
  return { port: env.WEB_PORT, publicUrl: env.PUBLIC_URL, publicPort: env.PUBLIC_PORT }
}
