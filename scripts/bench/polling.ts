// `node bin/node26.mjs scripts/bench/polling.ts [restarts|items] [N]`: restarts of a poller against a host that scores each request; entries a minute from many feeds. Prints figures, sets no limits.
import { deskFolder, hostOf, MINUTE, MovedClock, rssOf } from '../../tests/polled.ts'

const HOUR = 60 * MINUTE
const SCOPE = ['operator']
const [what = 'both', size] = process.argv.slice(2)

const PAGE = '<html><body><article><h1>Rain</h1><p>Rain fell on the hills of Brenna, and the road was closed.</p></article></body></html>'

/** A restart at a time of chance between a minute and two hours after the one before; the host scores what it is asked for a feed and for a sitemap. */
async function restarts(times: number): Promise<void> {
  const [clock, folder] = [new MovedClock(), deskFolder()]
  const sitemap = () => `<urlset><url><loc>${host.origin}/2026/11/rain</loc></url></urlset>`
  const host = await hostOf((request, response) => {
    const { url } = request
    if (url === '/robots.txt') response.end('User-agent: *\nCrawl-delay: 5')
    else if (url?.startsWith('/2026')) response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE)
    else if (request.headers['if-none-match'] === '"1"') response.writeHead(304, { etag: '"1"', 'cache-control': 'max-age=1800' }).end()
    else
      response
        .writeHead(200, { etag: '"1"', 'cache-control': 'max-age=1800' })
        .end(url === '/news.xml' ? sitemap() : rssOf(host.origin, [{ path: '/2026/1', title: 'One of them', text: 'Rain fell.' }]))
  }, clock)
  let seed = 1
  const chance = () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed / 2_147_483_647
  }
  const first = await folder.open(host.port, clock)
  const feed = `${host.origin}/feed`
  await first.sources.add({ url: feed, workspace: 'operator', as: 'feed' })
  await first.sources.add({ url: `${host.origin}/news.xml`, workspace: 'operator', as: 'sitemap' })
  await first.close()
  for (let restart = 0; restart < times; restart += 1) {
    clock.ms += Math.round(MINUTE + chance() * 2 * HOUR)
    const product = await folder.open(host.port, clock)
    await product.sources.tick()
    await product.sources.stop()
    await product.close()
  }
  const askedFor = (path: string) => host.asked.filter((one) => one.path === path)
  for (const path of ['/feed', '/news.xml']) {
    const asked = askedFor(path)
    const gaps = asked.slice(1).map(({ atMs }, at) => atMs - (asked[at]?.atMs ?? 0))
    const conditional = asked.slice(1).filter(({ etag }) => etag === '"1"').length
    console.log(
      `${times} restarts, ${path}: ${asked.length} requests, ${conditional} of ${asked.length - 1} after the first conditional; shortest gap ${(Math.min(...gaps) / MINUTE).toFixed(1)} min, of them under an hour ${gaps.filter((gap) => gap < HOUR).length}`,
    )
  }
  console.log(
    `robots.txt: ${askedFor('/robots.txt').length} requests; pages: ${host.asked.filter(({ path }) => path.startsWith('/2026')).length}`,
  )
  await host.close()
  folder.clear()
}

/** Each feed brings `each` new entries; all are due at once, while questions are asked. Hosts differ by their address on loopback. */
async function items(feeds: number, each: number): Promise<void> {
  const [clock, folder] = [new MovedClock(), deskFolder()]
  const text = (feed: number, n: number) =>
    `The harbour of Brenna${feed} took in ${100 + n} boats on Tuesday, officials of district ${feed} said. Roads to Kola${n} were closed by rain, and ${20 + (n % 70)} families left their houses for schools in the hills. Traders at the market of Runo${(feed * 7 + n) % 300} said that rice had become dearer by ${1 + (n % 40)} per cent.`.repeat(
      3,
    )
  const host = await hostOf(
    (request, response) => {
      const feed = Number(/\d+$/.exec(request.url ?? '')?.[0] ?? 0)
      const entries = Array.from({ length: each }, (_, n) => ({
        path: `/story-${feed}-${n}`,
        title: `Harbour ${feed} report ${n}`,
        text: text(feed, n),
      }))
      response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(rssOf(host.origin, entries))
    },
    clock,
    '0.0.0.0',
  ) // every address of loopback
  const product = await folder.open(host.port, clock)
  for (let feed = 0; feed < feeds; feed += 1) {
    const url = `http://127.0.${1 + (feed >> 7)}.${1 + (feed & 127)}:${host.port}/feed-${feed}`
    await product.sources.addUnread({ url, kind: 'feed', label: `Feed ${feed}`, workspace: 'operator' })
  }
  const took: number[] = []
  let isOver = false
  const asking = (async () => {
    while (!isOver) {
      const began = performance.now()
      await product.brief.ask({ question: 'How many families left their houses?', scope: SCOPE, now: clock.now() })
      took.push(performance.now() - began)
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  })()
  const began = performance.now()
  await product.sources.tick()
  const seconds = (performance.now() - began) / 1000
  isOver = true
  await asking
  const stored = await product.articles.count(SCOPE)
  const p95 = took.toSorted((a, b) => a - b)[Math.floor(0.95 * (took.length - 1))] ?? 0
  console.log(
    `${feeds} feeds: ${stored} of ${feeds * each} entries stored in ${seconds.toFixed(1)} s, ${Math.round((stored / seconds) * 60)} a minute; a question p95 ${p95.toFixed(0)} ms of ${took.length}; ${host.asked.length} requests`,
  )
  await product.close()
  await host.close()
  folder.clear()
}

if (what !== 'items') await restarts(Number(size ?? 1_000))
if (what !== 'restarts') await items(Number(size ?? 500), 20)
process.exit(0)
