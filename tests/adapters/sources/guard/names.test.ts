// How names are looked up: asked of a name server on loopback, as it may answer.
import { createSocket } from 'node:dgram'
import { promises as dns } from 'node:dns'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemConnect, systemResolve } from '../../../../src/adapters/sources/dial-system.ts'

type Records = Readonly<Record<string, { A?: readonly string[]; AAAA?: readonly string[]; code?: number }>>

/** Answers A and AAAA from `records`, by RFC 1035; `code` is its RCODE; a name that is not in there is never answered. */
function nameServer(records: Records) {
  const socket = createSocket('udp4')
  socket.on('message', (asked, from) => {
    const labels: string[] = []
    let at = 12
    for (let length = asked[at] ?? 0; length > 0; length = asked[at] ?? 0) {
      labels.push(asked.toString('latin1', at + 1, at + 1 + length))
      at += length + 1
    }
    const record = records[labels.join('.').toLowerCase()]
    if (record === undefined) return
    const six = asked.readUInt16BE(at + 1) === 28
    const answers = ((six ? record.AAAA : record.A) ?? []).map((address) => {
      const data = six ? bytesOf6(address) : Buffer.from(address.split('.').map(Number))
      const head = Buffer.from([0xc0, 12, 0, six ? 28 : 1, 0, 1, 0, 0, 0, 60, 0, data.length])
      return Buffer.concat([head, data])
    })
    const header = Buffer.from([asked[0] ?? 0, asked[1] ?? 0, 0x81, 0x80 | (record.code ?? 0), 0, 1, 0, answers.length, 0, 0, 0, 0])
    socket.send(Buffer.concat([header, asked.subarray(12, at + 5), ...answers]), from.port)
  })
  return new Promise<{ address: string; close: () => void }>((resolve) => {
    socket.bind(0, '127.0.0.1', () => resolve({ address: `127.0.0.1:${socket.address().port}`, close: () => socket.close() }))
  })
}

/** Eight groups written out, without `::`. */
const bytesOf6 = (address: string) =>
  Buffer.from(address.split(':').flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]))

const RECORDS: Records = {
  'both.example': { A: ['93.184.215.14', '10.0.0.1'], AAAA: ['2606:4700:0:0:0:0:0:1'] },
  'four.example': { A: ['93.184.215.14'] },
  'half.example': { AAAA: ['2606:4700:0:0:0:0:0:1'] },
  'none.example': { code: 3 },
  'empty.example': {},
  'broken.example': { code: 2 },
}

describe('a name', () => {
  let server: Awaited<ReturnType<typeof nameServer>>
  beforeEach(async () => {
    server = await nameServer(RECORDS)
  })
  afterEach(() => server.close())

  it.each([
    ['both.example', ['93.184.215.14', '10.0.0.1', '2606:4700::1']],
    ['four.example', ['93.184.215.14']],
    ['half.example', ['2606:4700::1']],
  ])('%s has all its addresses, of both families', async (name, addresses) => {
    const resolve = systemResolve({ servers: [server.address] })
    expect([...(await resolve(name, false))].sort()).toEqual([...addresses].sort())
  })

  it.each([
    ['none.example', 'ENOTFOUND'],
    ['empty.example', 'ENODATA'],
    ['broken.example', 'ESERVFAIL'],
    ['silent.example', 'ETIMEOUT'],
  ])('%s is a failure: %s', async (name, code) => {
    const resolve = systemResolve({ servers: [server.address], timeout: 50, tries: 1 })
    await expect(resolve(name, false)).rejects.toMatchObject({ code })
  })

  it("of the operator's own is also found the way this machine knows it", async () => {
    const resolve = systemResolve({ servers: [server.address] })
    expect([...(await resolve('localhost', true))].sort()).toEqual(
      (await dns.lookup('localhost', { all: true })).map(({ address }) => address).sort(),
    )
  })
})

describe('dialling', () => {
  it('takes addresses only: a name is not looked up', async () => {
    const socket = systemConnect({ address: 'localhost', port: 9 })
    const error = await new Promise<unknown>((resolve) => socket.once('error', resolve))
    expect(error).toMatchObject({ code: 'ENOTFOUND' })
  })
})
