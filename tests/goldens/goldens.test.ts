// The most common messages as files that can be read; the same facts on both platforms and as text; all of it legible without color or pictures.
import { beforeAll, describe, expect, it } from 'vitest'
import { documentText } from '../../src/adapters/platforms/console/text.ts'
import { discordMessages } from '../../src/adapters/platforms/discord/components.ts'
import { slackMessages } from '../../src/adapters/platforms/slack/blocks.ts'
import type { Document } from '../../src/domain/document.ts'
import { validateMessage } from '../fakes/discord/validate.ts'
import { refusedBlocks } from '../fakes/slack/block-kit.ts'
import { documentsOn, type Name, NAMES } from './messages.ts'
import { shownInDiscord, shownInSlack, wordsOf } from './shown.ts'

let slack: ReadonlyMap<Name, Document>
let discord: ReadonlyMap<Name, Document>
beforeAll(async () => {
  slack = await documentsOn('slack')
  discord = await documentsOn('discord')
}, 120_000)

const of = (documents: ReadonlyMap<Name, Document>, name: Name): Document => {
  const found = documents.get(name)
  if (found === undefined) throw new Error(`no ${name}`)
  return found
}
const inSlack = (name: Name) => slackMessages(of(slack, name))
const inDiscord = (name: Name) => discordMessages(of(discord, name))
const asText = (name: Name) => documentText(of(slack, name), { width: 100_000 })
/** What the two call the place they are on, and who runs it. */
const ofThePlatform = (text: string) =>
  text
    .replace(/\bworkspace admins and owners\b|\bpeople who may manage the server\b/gu, '(admins)')
    .replace(/\b(?:workspace|server)\b/gu, '(place)')
/** Each spells commands its own way; that Discord's stand for the same words is tried by itself. */
function commandsApart(document: Document): Document {
  const apart: Document = JSON.parse(JSON.stringify(document), (_, value) =>
    value?.typed === true ? { ...value, text: COMMAND, typed: undefined } : value,
  )
  return apart
}
const COMMAND = '(command)'
const EMOJI = /\p{Extended_Pictographic}|\ufe0f/gu

describe.each(NAMES)('the message “%s”', (name) => {
  it('stands as it did, on Slack, on Discord and as text', async () => {
    await expect(`${JSON.stringify(inSlack(name), null, 2)}\n`).toMatchFileSnapshot(`slack/${name}.json`)
    await expect(`${JSON.stringify(inDiscord(name), null, 2)}\n`).toMatchFileSnapshot(`discord/${name}.json`)
    await expect(`${documentText(of(slack, name), { width: 100, hints: true })}\n`).toMatchFileSnapshot(`text/${name}.txt`)
  })

  it('is taken by both platforms', () => {
    for (const { blocks, text } of inSlack(name)) expect([refusedBlocks(blocks), text.length > 0]).toEqual([null, true])
    for (const message of inDiscord(name)) expect(validateMessage(message)).toEqual([])
  })

  it('says the same words in the same order everywhere, with the same links', () => {
    const there = shownInSlack(slackMessages(commandsApart(of(slack, name))))
    const here = shownInDiscord(discordMessages(commandsApart(of(discord, name))))
    expect(wordsOf(ofThePlatform(here.text))).toEqual(wordsOf(ofThePlatform(there.text)))
    expect(here.links.map((link) => new URL(link).href.replace(/%27/g, "'"))).toEqual(
      there.links.map((link) => new URL(link).href.replace(/%27/g, "'")),
    )
    // As text an address stands behind its words.
    const bare = documentText(commandsApart(of(slack, name)), { width: 100_000 })
      .replace(/: https?:\S+/gu, '')
      .replace(/^-{3,}$/gmu, '')
    expect(wordsOf(bare)).toEqual(wordsOf(there.text))
  })

  it('has the same ways on, each said in words', () => {
    const bare = (labels: readonly string[]) => labels.map((label) => label.replace(EMOJI, '').trim())
    const [there, here] = [bare(shownInSlack(inSlack(name)).buttons), bare(shownInDiscord(inDiscord(name)).buttons)]
    expect(here).toEqual(there)
    for (const label of there) expect(label).toMatch(/\p{L}{4}/u)
  })

  it('loses nothing with its color, its pictures and its type', () => {
    const words = wordsOf(asText(name).replace(/: https?:\S+/gu, ''))
    expect(words.filter((word) => word.replace(EMOJI, '') === '')).toEqual([])
    // The one color is the same for everything, so it says nothing.
    expect(new Set(NAMES.flatMap((other) => inDiscord(other).map(({ components: [{ accent_color: color }] }) => color))).size).toBe(1)
    // Type that is strong or small is only type: the words are there in plain text too.
    const plain = documentText({ ...of(slack, name), nodes: of(slack, name).nodes }, { width: 100_000, color: false })
    expect(plain).toBe(asText(name))
  })

  it('stands alone in a notification, in one line that is no cut sentence', () => {
    for (const document of [of(slack, name), of(discord, name)]) {
      expect(document.preview).toMatch(/^[^\n]{15,400}$/u)
      expect(document.preview).not.toMatch(/…$/u)
    }
    const [first] = inSlack(name)
    expect(first.text.length).toBeGreaterThan(14)
  })

  it('says in that line too that sources differ on what it says, where they do', () => {
    const [{ text }] = inSlack(name)
    const [line = ''] = text.split('\n')
    const differs = text.includes('Sources differ on the number of people killed')
    expect(line.includes('(sources differ: Six people; Eight people)')).toBe(differs)
  })
})
