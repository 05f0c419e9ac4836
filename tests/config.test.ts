// Settings: what is read, what is refused, and that no refusal tells a secret.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { BorderBriefError } from '../src/base/error.ts'
import { readConfig, settingsIn } from '../src/config.ts'

function refusal(variables: Record<string, string>): BorderBriefError {
  try {
    readConfig(variables)
  } catch (error) {
    if (error instanceof BorderBriefError) return error
    throw error
  }
  throw new Error('it was accepted')
}

describe('readConfig', () => {
  it('needs no setting at all', () => {
    const config = readConfig({})
    expect([config.slack, config.discord, config.model, config.web.publicUrl]).toEqual([null, null, null, null])
  })

  it('takes an empty value for a setting that was not made', () => {
    expect(readConfig({ WEB_PORT: '', SLACK_BOT_TOKEN: ' ', PUBLIC_URL: '' })).toEqual(readConfig({}))
  })

  it('lets --data win over DATA_DIR', () => {
    expect(readConfig({ DATA_DIR: '/elsewhere' }, '/here').dataDir).toBe('/here')
  })

  it.each([{ OPENAI_DEADLINE_MS: '6001' }, { OPENAI_API: 'assistants' }, { OPENAI_BASE_URL: 'http://user:canary@127.0.0.1/v1' }])(
    'refuses %o, and repeats no value',
    (wrong) => {
      const read = () => readConfig({ OPENAI_MODEL: 'm', OPENAI_API_KEY: 'k', ...wrong })
      expect(read).toThrow(Object.keys(wrong)[0])
      expect(read).not.toThrow('canary')
    },
  )

  it('runs a local model server without a key, once the model is named', () => {
    const { model } = readConfig({ OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1', OPENAI_MODEL: 'qwen3' })
    expect(model).toMatchObject({ model: 'qwen3', apiKey: 'none', api: 'chat', deadlineMs: 6_000 })
    expect(refusal({ OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1' }).hint).toMatch(/OPENAI_MODEL/)
  })

  it('takes an embedding model of the same server, and none without a server', () => {
    expect(readConfig({ OPENAI_API_KEY: 'sk-1', EMBEDDING_MODEL: 'small-1' }).embedding).toEqual({
      apiKey: 'sk-1',
      baseUrl: null,
      model: 'small-1',
    })
    expect(readConfig({ OPENAI_API_KEY: 'sk-1' }).embedding).toBeNull()
    expect(refusal({ EMBEDDING_MODEL: 'small-1' }).hint).toMatch(/OPENAI_API_KEY or OPENAI_BASE_URL/)
    expect(
      refusal({ OPENAI_API_KEY: 'sk-1', EMBEDDING_MODEL: 'small-1', BUDGET_MONEY_PER_DAY: '1', MODEL_PRICES: 'gpt-4.1-mini=1/1' }).hint,
    ).toMatch(/price of small-1/)
  })

  it.each([
    ['WEB_PORT', 'eighty'],
    ['PUBLIC_URL', 'javascript:alert(1)'],
    ['SLACK_BOT_TOKEN', 'xoxp-4711-secret'],
    ['SLACK_HISTORY', 'perhaps'],
    ['DISCORD_GUILD_ID', 'my server'],
    ['DISCORD_SHARDS', '3-2/8'],
    ['DISCORD_SHARDS', '0-8/8'],
    ['DISCORD_PUBLIC_KEY', 'abc'.repeat(21)],
    ['STALE_AFTER_DAYS', '-7'],
  ])('refuses %s=%s in one sentence that names the setting and not its value', (name, value) => {
    const { hint } = refusal({ [name]: value })
    expect(hint).toContain(name)
    expect(hint).not.toContain(value)
  })

  it.each([
    { name: 'WEB_PORT', value: 'eighty', form: 'must be a whole number from 0 to 65535' },
    { name: 'STALE_AFTER_DAYS', value: '0', form: 'must be a whole number from 1 to 3650' },
    { name: 'PUBLIC_URL', value: 'brief.example', form: 'must be an address that starts with http' },
    { name: 'SLACK_HISTORY', value: 'maybe', form: 'must be yes or no' },
    { name: 'LOG_LEVEL', value: 'loud', form: 'must be one of debug, info' },
  ])('says the form of $name in words', ({ name, value, form }) => {
    expect(refusal({ [name]: value }).hint).toContain(`${name} is wrong (${form}`)
  })

  it('takes Discord over HTTP with a public key, which no part of the gateway can stand beside', () => {
    const over = (settings: Readonly<Record<string, string>>) => readConfig({ DISCORD_TOKEN: 'x', ...settings }).discord?.http
    expect(over({})).toBeNull()
    expect(over({ DISCORD_PUBLIC_KEY: 'AB'.repeat(32) })).toEqual({ publicKey: 'ab'.repeat(32), host: '127.0.0.1', port: 3001 })
    const both = { DISCORD_TOKEN: 'x', DISCORD_PUBLIC_KEY: 'ab'.repeat(32), DISCORD_SHARDS: '0-3/8' }
    expect(refusal(both).hint).toMatch(/DISCORD_SHARDS .* DISCORD_PUBLIC_KEY/)
  })

  it('says what Slack is missing', () => {
    expect(refusal({ SLACK_BOT_TOKEN: 'xoxb-1' }).hint).toMatch(/SLACK_APP_TOKEN .* or SLACK_SIGNING_SECRET/)
  })
})

describe('a token that is none', () => {
  const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }
  const CANARY = 'canaryCANARY42'
  it.each([
    [
      'two that changed places',
      { SLACK_BOT_TOKEN: `xapp-${CANARY}` },
      /SLACK_BOT_TOKEN .*must start with xoxb-, and this is an app-level token, which goes into SLACK_APP_TOKEN/,
    ],
    [
      'a bot token for the app',
      { SLACK_APP_TOKEN: `xoxb-${CANARY}` },
      /SLACK_APP_TOKEN .*must start with xapp-, and this is a bot token, which goes into SLACK_BOT_TOKEN/,
    ],
    ['that of a user', { SLACK_BOT_TOKEN: `xoxp-${CANARY}` }, /a user’s token: take the Bot User OAuth Token/],
    ['one in curly quotes', { SLACK_BOT_TOKEN: `“xoxb-${CANARY}”` }, /the token alone, without quotes/],
    ['one in two pairs of quotes', { SLACK_BOT_TOKEN: `'xoxb-${CANARY}'` }, /the token alone, without quotes/],
    ['one with a word before it', { SLACK_BOT_TOKEN: `Bearer xoxb-${CANARY}` }, /the token alone/],
    ['one cut in two', { SLACK_BOT_TOKEN: `xoxb-1 ${CANARY}` }, /the token alone/],
    ['the dots of an example', { SLACK_BOT_TOKEN: 'xoxb-…' }, /the token alone/],
    ['Discord’s in curly quotes', { DISCORD_TOKEN: `“${CANARY}.a.b”` }, /DISCORD_TOKEN .*the token alone/],
    ['Discord’s with a word before it', { DISCORD_TOKEN: `Bot ${CANARY}.a.b` }, /the token alone/],
    ['the application id', { DISCORD_TOKEN: '1573608908390400002' }, /must be the token of the page Bot, and this is the application id/],
    ['the public key', { DISCORD_TOKEN: '0123456789abcdef'.repeat(4) }, /and this is the public key/],
    ['one of Slack', { DISCORD_TOKEN: `xoxb-${CANARY}` }, /and this is one of Slack/],
  ])('%s: is named with what to do, and not repeated', (_, settings, said) => {
    const { hint } = refusal({ ...SLACK, ...settings })
    expect(hint).toMatch(said)
    expect(hint).not.toContain(CANARY)
  })
})

describe('a file of settings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'settings-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const hintIn = (file: string) => {
    try {
      return settingsIn(file)
    } catch (error) {
      return Object(error).hint as string
    }
  }
  const written = (bytes: string | Buffer) => {
    const file = join(folder, 'env')
    writeFileSync(file, bytes)
    return file
  }

  it('is read with the mark and the line ends of other systems', () => {
    expect(hintIn(written('\uFEFFSLACK_BOT_TOKEN=xoxb-1\r\nSLACK_APP_TOKEN="xapp-1"\r\n'))).toEqual({
      ...{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' },
    })
    expect(settingsIn(join(folder, 'nothing'))).toEqual({})
  })

  it('that is no text, or cannot be read, is said so', () => {
    expect(hintIn(written(Buffer.from('SLACK_BOT_TOKEN=xoxb-1', 'utf16le')))).toMatch(/is not plain text: save it anew as UTF-8\.$/)
    expect(hintIn(folder)).toMatch(/^This user may not read /)
  })
})
