// What `doctor` says of the machine it runs on: settings, clock, disk, who may read what, and the addresses others reach it by.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Answered } from '../adapters/operating/ask-address.ts'
import { type Config, ENV_FILE, misspelt } from '../config.ts'
import type { Finding } from '../doctor.ts'
import type { Vitals } from '../ports/vitals.ts'

export type Machine = Readonly<{
  config: Config
  now: () => Temporal.Instant
  ask: (url: string) => Promise<Answered | null>
  vitals: Vitals
  /** files whose permissions are looked at */
  envFile?: string
}>

const MOST_SKEW_MS = 30_000 // Slack refuses what is five minutes off; a digest is late by as much as the clock is
const MIB = 1024 * 1024
const LEAST_FREE = 200 * MIB
const LARGE_LOG = 256 * MIB

const wrong = (sentence: string): Finding => ({ ok: false, sentence })
const well = (sentence: string): Finding => ({ ok: true, sentence })

/** Dials only what is configured: the platforms without a token, the public address, the health port. */
export async function machineFindings(machine: Machine): Promise<readonly Finding[]> {
  const asked = await Promise.all([clockFindings(machine), publicFindings(machine), installFindings(machine), runningFindings(machine)])
  return [...settingFindings(machine), ...diskFindings(machine), ...asked.flat()]
}

function settingFindings({ config: { dataDir, slack, discord, model, waiting }, envFile = ENV_FILE }: Machine): readonly Finding[] {
  const holdsTokens = slack !== null || discord !== null || model !== null
  const names = misspelt(envFile).map(({ name, meant }) =>
    wrong(`There is no setting ${name}: write ${meant} in .env, or take the line out.`),
  )
  const open = [
    ...(holdsTokens && isOpenToOthers(envFile)
      ? [wrong('Other users of this machine can read the tokens in .env: run chmod 600 .env.')]
      : []),
    ...(isOpenToOthers(dataDir) ? [wrong(`Other users of this machine can read ${dataDir}: run chmod 700 on it.`)] : []),
    ...['people.key', 'reader.key'].flatMap((name) =>
      isOpenToOthers(join(dataDir, name))
        ? [wrong(`Other users of this machine can read ${name} in the data folder: run chmod 600 on it.`)]
        : [],
    ),
  ]
  const idle = waiting.map(({ name, needs }) => wrong(`${name} has no effect without ${needs}: set ${needs} in .env, or take ${name} out.`))
  return [...names, ...idle, ...formFindings(slack), ...open]
}

/** What Slack would refuse only when somebody asks something, or installs it. */
function formFindings(slack: Config['slack']): readonly Finding[] {
  const { signingSecret = null, install = null } = slack ?? {}
  const secret =
    'SLACK_SIGNING_SECRET is not Slack’s signing secret: copy its 32 letters and digits from Basic Information, App Credentials.'
  const swapped =
    'SLACK_CLIENT_ID is not Slack’s client id: copy the two numbers with a dot between them from Basic Information, App Credentials.'
  return [
    ...(signingSecret === null || /^[0-9a-f]{32}$/.test(signingSecret) ? [] : [wrong(secret)]),
    ...(install === null || /^\d+\.\d+$/.test(install.clientId) ? [] : [wrong(swapped)]),
  ]
}

/** Whether others than its owner and group may read it; false on Windows, and where there is none. */
function isOpenToOthers(path: string): boolean {
  if (process.platform === 'win32') return false
  return ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o004) !== 0
}

function diskFindings({ vitals: { bytes } }: Machine): readonly Finding[] {
  if (bytes === null) return []
  const least = Math.max(LEAST_FREE, bytes.file)
  const sizes = `the data file takes ${mib(bytes.file)}, and ${mib(bytes.free)} of its disk are free`
  const disk =
    bytes.free < least
      ? wrong(
          `There is too little room: ${sizes}; free ${mib(least)} or move DATA_DIR, since a backup and a new version need as much again.`,
        )
      : well(`There is room: ${sizes}.`)
  const log = wrong(`The log beside the data file has grown to ${mib(bytes.log)}: stop whatever else holds the file open, then restart.`)
  return [disk, ...(bytes.log > Math.max(LARGE_LOG, bytes.file) ? [log] : [])]
}

const mib = (bytes: number) => `${Math.ceil(bytes / MIB).toLocaleString('en')} MiB`

/** By the clock of each platform that is configured. */
async function clockFindings({ config: { slack, discord }, now, ask }: Machine): Promise<readonly Finding[]> {
  const platforms = [
    ...(slack === null ? [] : [['Slack', new URL('api.test', slack.apiUrl ?? 'https://slack.com/api/').href] as const]),
    ...(discord === null ? [] : [['Discord', `${discord.apiUrl ?? 'https://discord.com/api'}/v10/gateway`] as const]),
  ]
  const findings = await Promise.all(
    platforms.map(async ([name, url]) => {
      const answer = await ask(url)
      // The platform's own check says what is wrong when nobody answers.
      if (answer === null || answer.dateMs === null) return []
      // Its date has whole seconds, and was written about half way through.
      const skewMs = now().epochMilliseconds - answer.tookMs / 2 - (answer.dateMs + 500)
      const seconds = Math.round(Math.abs(skewMs) / 1000)
      if (Math.abs(skewMs) <= MOST_SKEW_MS) return [well(`The clock of this machine agrees with ${name}'s.`)]
      const way = skewMs > 0 ? 'ahead of' : 'behind'
      return [wrong(`The clock of this machine is ${seconds} s ${way} ${name}'s: set it by the network, as timedatectl set-ntp true does.`)]
    }),
  )
  return findings.flat()
}

const isOwn = (host: string) => /^(localhost|127\.|\[::1\]$)/.test(host)

/** What the reader says to an address it did not sign. */
const OUR_REFUSAL = /not complete or was not made here|There is nothing here/

async function publicFindings({ config: { web }, ask }: Machine): Promise<readonly Finding[]> {
  if (web.publicUrl === null) return []
  const url = new URL(web.publicUrl)
  const inClear = url.protocol === 'http:' && !isOwn(url.hostname)
  const answer = await ask(`${web.publicUrl.replace(/\/$/, '')}/read/doctor`)
  if (answer === null)
    return [
      wrong(
        `Nobody answers at PUBLIC_URL (${url.origin}): let your proxy pass it to port ${web.publicPort} of this machine, while serve runs.`,
      ),
    ]
  if (!OUR_REFUSAL.test(answer.text))
    return [
      wrong(
        `Something else answers at PUBLIC_URL (${url.origin}): let your proxy pass it to port ${web.publicPort} of this machine, while serve runs.`,
      ),
    ]
  if (inClear) return [wrong(`PUBLIC_URL (${url.origin}) is not encrypted: let your proxy serve https, and write the address so.`)]
  return [well(`The reader answers at PUBLIC_URL (${url.origin}).`)]
}

/** Where people install the app in their Slack workspaces: Slack sends their browsers back there, and only encrypted. */
async function installFindings({ config: { slack }, ask }: Machine): Promise<readonly Finding[]> {
  if (slack === null || slack.install === null) return []
  const { origin, protocol, hostname } = new URL(slack.install.publicUrl)
  if (protocol === 'http:' && !isOwn(hostname))
    return [
      wrong(
        `SLACK_PUBLIC_URL (${origin}) has to be https, or Slack sends nobody back to it: let your proxy serve that, and write the address so.`,
      ),
    ]
  const answer = await ask(`${slack.install.publicUrl}/slack/install`)
  const isOurs = answer?.location != null && URL.parse(answer.location)?.searchParams.get('client_id') === slack.install.clientId
  if (isOurs) return [well(`The app can be installed at ${origin}/slack/install.`)]
  const who = answer === null ? 'Nobody' : 'Something else'
  return [
    wrong(
      `${who} answers at SLACK_PUBLIC_URL (${origin}): let your proxy pass it to port ${slack.port} of this machine, while serve runs.`,
    ),
  ]
}

/** Of the process that serves, if one does. */
async function runningFindings({ config: { health }, ask }: Machine): Promise<readonly Finding[]> {
  if (health.port === 0) return []
  const host = health.host === '0.0.0.0' ? '127.0.0.1' : health.host
  const answer = await ask(`http://${host}:${health.port}/readyz`)
  if (answer === null) return [well('It is not serving now, or not on this machine.')]
  if (answer.status === 200) return [well('It is serving, and ready.')]
  const why = /"why":\[(.*?)\]/.exec(answer.text)?.[1]?.replaceAll('"', '').replaceAll(',', '; ')
  return [wrong(`It is serving, but not ready (${why || `status ${answer.status}`}): look again in a minute, then at its log.`)]
}
