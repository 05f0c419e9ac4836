// No setting is dead: each changes what is read.
import { describe, expect, it } from 'vitest'
import { type Config, Environment, readConfig } from '../../src/config.ts'

const KEY = (letter: string) => `${letter.repeat(43)}=`
const SLACK = { SLACK_BOT_TOKEN: `xoxb-${'1'.repeat(20)}`, SLACK_APP_TOKEN: `xapp-${'1'.repeat(20)}` }
const INSTALL = {
  ...{ SLACK_APP_TOKEN: SLACK.SLACK_APP_TOKEN, SLACK_CLIENT_ID: '1.1', SLACK_CLIENT_SECRET: 'one' },
  ...{ SLACK_PUBLIC_URL: 'https://one.example', SLACK_TOKEN_KEY: KEY('A') },
}
const DISCORD = { DISCORD_TOKEN: 'MTIz.abc.def' }
const MODEL = { OPENAI_API_KEY: 'one' }

/** Setting → another value than its default, and what has to be set beside it. */
const OTHERS: Readonly<Record<string, readonly [value: string, beside?: Readonly<Record<string, string>>]>> = {
  ...{ DATA_DIR: ['elsewhere'], SEEDS_DIR: ['elsewhere'], LOG_LEVEL: ['debug'], WEB_PORT: ['1'] },
  ...{ PUBLIC_URL: ['https://desk.example'], PUBLIC_PORT: ['1'], HEALTH_PORT: ['1'], HEALTH_HOST: ['0.0.0.0'], STALE_AFTER_DAYS: ['1'] },
  ...{ DIGEST_WHEN_IN_DOUBT: ['hold'], BRIEF_TIME_SCALE: ['0.5'], SUBSCRIBERS: ['admins'], LIMIT_PERSON: ['1'], LIMIT_CHANNEL: ['1'] },
  SLACK_BOT_TOKEN: [`xoxb-${'2'.repeat(20)}`, SLACK],
  SLACK_APP_TOKEN: [`xapp-${'2'.repeat(20)}`, SLACK],
  SLACK_SIGNING_SECRET: ['two', SLACK],
  SLACK_PORT: ['1', SLACK],
  SLACK_HOST: ['0.0.0.0', SLACK],
  SLACK_API_URL: ['http://127.0.0.1:1/api/', SLACK],
  SLACK_HISTORY: ['yes', SLACK],
  SLACK_CLIENT_ID: ['2.2', INSTALL],
  SLACK_CLIENT_SECRET: ['two', INSTALL],
  SLACK_PUBLIC_URL: ['https://two.example', INSTALL],
  SLACK_TOKEN_KEY: [KEY('B'), INSTALL],
  SLACK_TOKEN_KEY_OLD: [KEY('C'), INSTALL],
  SLACK_ASK_FOR: ['export', INSTALL],
  DISCORD_TOKEN: ['MTIz.abc.xyz', DISCORD],
  DISCORD_GUILD_ID: ['12345', DISCORD],
  DISCORD_MESSAGE_CONTENT: ['yes', DISCORD],
  DISCORD_SHARDS: ['0-3/8', DISCORD],
  DISCORD_PUBLIC_KEY: ['a'.repeat(64), DISCORD],
  DISCORD_PORT: ['1', { ...DISCORD, DISCORD_PUBLIC_KEY: 'a'.repeat(64) }],
  DISCORD_HOST: ['0.0.0.0', { ...DISCORD, DISCORD_PUBLIC_KEY: 'a'.repeat(64) }],
  DISCORD_API_URL: ['http://127.0.0.1:1/api', DISCORD],
  OPENAI_API_KEY: ['two', MODEL],
  OPENAI_BASE_URL: ['http://127.0.0.1:1/v1', { ...MODEL, OPENAI_MODEL: 'm' }],
  OPENAI_MODEL: ['m', MODEL],
  OPENAI_API: ['responses', MODEL],
  OPENAI_DEADLINE_MS: ['100', MODEL],
  MODEL_MODE: ['compress', MODEL],
  EMBEDDING_MODEL: ['e', MODEL],
  MODEL_PRICES: ['m=1/2', MODEL],
  MODEL_CURRENCY: ['EUR', MODEL],
  BUDGET_TOKENS_PER_DAY: ['1'],
  BUDGET_MONEY_PER_DAY: ['1', { ...MODEL, MODEL_PRICES: 'gpt-4.1-mini=1/2' }],
  BUDGET_ALL_TOKENS_PER_DAY: ['1'],
  BUDGET_ALL_MONEY_PER_DAY: ['1', { ...MODEL, MODEL_PRICES: 'gpt-4.1-mini=1/2' }],
  BUDGET_REQUESTS_PER_MINUTE: ['1'],
  ...{ ANSWERS_KEPT_DAYS: ['1'], CONVERSATIONS_KEPT_DAYS: ['1'], DELIVERIES_KEPT_DAYS: ['7'], KEEP_ARTICLES_DAYS: ['1'] },
  ...{
    KEEP_ARTICLES_DAYS_BY_SOURCE: ['a.example=1'],
    WATCH_FOLDERS: ['inbox'],
    FETCH_CONTACT: ['me@a.example'],
    FETCH_ALLOW: ['a.example'],
  },
  ...{ FETCH_INSIDE: ['10.1.0.0/16'], FETCH_PORTS: ['8080'], PROXY_URL: ['http://127.0.0.1:1'] },
  PROXY_LOOKS_UP: ['yes', { PROXY_URL: 'http://127.0.0.1:1' }],
}

/** All but what is said of settings that wait for others, by their names alone. */
const choices = (variables: Readonly<Record<string, string>>): Partial<Config> => ({ ...readConfig(variables), waiting: [] })

describe('every setting', () => {
  it('is held here', () => {
    expect(Object.keys(OTHERS).sort()).toEqual(Object.keys(Environment.shape).sort())
  })

  it.each(Object.entries(OTHERS))('%s changes what is read', (name, [value, beside = {}]) => {
    expect(choices({ ...beside, [name]: value })).not.toEqual(choices(beside))
  })
})
