// A small made-up beat for the tests of the model: two ports, a strike, a storm, and figures that differ.
import type { RawArticle } from '../../src/domain/article.ts'

export const NEWS: readonly RawArticle[] = [
  {
    id: 'courier-1',
    url: 'https://courier.example/strike',
    publisher: 'Odell Courier',
    headline: 'Dockers at Port Odell walk out',
    publishedAt: '2026-03-02',
    text: 'Dockers at Port Odell walked out on Monday over unpaid overtime. The strike halted 14 ships, the harbour office said. Union leader Mara Denholm met mayor Tobias Kerr on Monday evening. The mayor said that talks would go on until Friday. The grain terminal at Port Odell stayed open, according to its owner. Police counted 3,200 people at a rally in the old harbour, and no one was hurt.',
  },
  {
    id: 'gazette-1',
    url: 'https://gazette.example/rally',
    publisher: 'Lowmoor Gazette',
    headline: 'Thousands rally as strike at Port Odell goes on',
    publishedAt: '2026-03-03',
    text: 'Thousands of people rallied at Port Odell on Monday in support of the dockers. The union said that 5,000 people came to the rally in the old harbour. The strike halted 19 ships, the shipping firm Brantwell said. Mara Denholm told the crowd that the dockers would not go back before they were paid. It was not clear whether the grain terminal at Port Odell was still working. A spokesman for the firm, who asked not to be named, said the overtime had been paid in February.',
  },
  {
    id: 'mail-1',
    url: 'https://mail.example/storm',
    publisher: 'Westerly Mail',
    headline: 'Storm hits Cape Arran',
    publishedAt: '2026-03-05',
    text: 'A storm hit Cape Arran on Thursday and tore the roofs off 40 houses. Two people were killed when a wall fell at the fish market, police said. The coast guard rescued nine sailors from a trawler off Cape Arran. Power was cut in six villages, and a school in Cape Arran took in 120 people. The governor, Ines Caddow, said that the army would bring tents on Friday.',
  },
  {
    id: 'mail-2',
    url: 'https://mail.example/talks',
    publisher: 'Westerly Mail',
    headline: 'Talks at Port Odell end without a deal',
    publishedAt: '2026-03-07',
    text: 'Talks on the strike at Port Odell ended on Friday without a deal. The mayor, Tobias Kerr, said that a judge would hear both sides next week. Mara Denholm called the offer of the firm, a bonus of 200 crowns, an insult. A freighter sailed on to Cape Arran, where the harbour has been closed since the storm.',
  },
]

/** Sentences with parts that may go, for a model that may shorten. */
export const WINDING: RawArticle = {
  id: 'ledger-1',
  url: 'https://ledger.example/strike',
  publisher: 'Quayside Ledger',
  headline: 'What the strike at Port Odell is about',
  publishedAt: '2026-03-06',
  text: 'The strike at Port Odell, now in its second week, halted work at the old quay. Union leader Mara Denholm, a former crane driver, met the mayor at the harbour office. The dockers at Port Odell, many of them crane drivers, walked out because overtime was not paid. On Thursday, people came to a rally at Port Odell (the second this week).',
}

export const QUESTIONS = [
  'How many ships did the strike halt?',
  'How many people came to the rally at Port Odell?',
  'Who met the mayor?',
  'How many people were killed at Cape Arran?',
  'Why did the dockers walk out?',
] as const

/** More on the strike, by what each side says and where: enough on a few names for a model to group. */
export const SIDES: readonly RawArticle[] = [
  {
    id: 'sides-1',
    url: 'https://mail.example/sides',
    publisher: 'Westerly Mail',
    headline: 'Both sides of the strike speak',
    publishedAt: '2026-03-08',
    text: 'Mara Denholm told the strike meeting that the overtime of two years was owed. Tobias Kerr asked Brantwell to open its books on the strike. Brantwell said that the strike had cost it three contracts. Lowmoor took in ships that the strike kept from Port Odell. The strike committee of Lowmoor collected food for the dockers.',
  },
  {
    id: 'sides-2',
    url: 'https://gazette.example/sides',
    publisher: 'Lowmoor Gazette',
    headline: 'Lowmoor feels the strike',
    publishedAt: '2026-03-09',
    text: 'A second strike began in Lowmoor on Sunday among crane drivers. Mara Denholm went to Lowmoor and praised the strike there. Tobias Kerr warned that the strike could empty the market halls. Lawyers of Brantwell asked a court to end the strike. Mara Denholm said that the strike would outlast any court.',
  },
]
