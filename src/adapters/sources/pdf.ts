// The text of a PDF, page by page, without what is printed on every page.
import type { RawArticle } from '../../domain/article.ts'

const MOST_PAGES = 200
const REPEATED = 0.6 // share of pages a running title stands on

/** The library is large, so it is loaded when the first PDF comes. Throws on an encrypted or broken file. */
export async function readPdf(bytes: Buffer): Promise<RawArticle | 'too-long'> {
  const { extractText, getDocumentProxy } = await import('unpdf')
  const document = await getDocumentProxy(new Uint8Array(bytes), { stopAtErrors: false, verbosity: 0 })
  try {
    if (document.numPages > MOST_PAGES) return 'too-long'
    const { text } = await extractText(document, { mergePages: false })
    return { text: withoutRunningLines(text).join('\n\n') }
  } finally {
    await document.loadingTask.destroy()
  }
}

function withoutRunningLines(pages: readonly string[]): string[] {
  const counts = new Map<string, number>()
  const keyOf = (line: string) => line.replace(/\d+/g, '#').trim()
  for (const page of pages) for (const key of new Set(page.split('\n').map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1)
  const running = (line: string) => pages.length >= 3 && (counts.get(keyOf(line)) ?? 0) >= pages.length * REPEATED
  return pages.map((page) =>
    page
      .split('\n')
      .filter((line) => !running(line) && !/^\s*\d{1,4}\s*$/.test(line))
      .join('\n'),
  )
}
