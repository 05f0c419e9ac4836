// Answers that are meant to do harm, as a host could write them on the wire: too large, too slow, too deep, never ending, or not HTTP at all.
import type { Socket } from 'node:net'
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'

export type Bomb = Readonly<{ name: string; speak: (socket: Socket) => void }>

const KIB = 1024
const ZEROS = Buffer.alloc(16 * KIB * KIB)
const OK = 'HTTP/1.1 200 OK\r\ncontent-type: application/xml\r\n'
const once = <T>(make: () => T) => {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
const gzipped = once(() => gzipSync(ZEROS))
const noise = once(() => {
  const bytes = Buffer.alloc(256 * KIB)
  let state = 1
  for (let at = 0; at < bytes.length; at++) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    bytes[at] = state >> 16
  }
  return bytes
})

/** Writes the same bytes for as long as anybody takes them. */
function flood(socket: Socket, bytes: Buffer | string): void {
  const go = () => {
    while (!socket.destroyed && socket.write(bytes));
    if (!socket.destroyed) socket.once('drain', go)
  }
  go()
}

/** Writes a piece now and then, for as long as anybody waits. */
function drip(socket: Socket, piece: string, everyMs = 20): void {
  const timer = setInterval(() => socket.write(piece), everyMs)
  socket.on('close', () => clearInterval(timer))
}

const sends = (name: string, head: string, body: () => Buffer | string = () => ''): Bomb => ({
  name,
  speak: (socket) => {
    socket.write(head)
    socket.end(body())
  },
})
const packed = (name: string, encoding: string, body: () => Buffer): Bomb =>
  sends(name, `${OK}content-encoding: ${encoding}\r\nconnection: close\r\n\r\n`, body)
const floods = (name: string, head: string, bytes: () => Buffer | string): Bomb => ({
  name,
  speak: (socket) => {
    socket.write(head)
    flood(socket, bytes())
  },
})
const drips = (name: string, head: string, piece: string): Bomb => ({
  name,
  speak: (socket) => {
    socket.write(head)
    drip(socket, piece)
  },
})
const silent = (name: string, head: string): Bomb => ({ name, speak: (socket) => void socket.write(head) })

/** None of them may come out as a body. */
export const BOMBS: readonly Bomb[] = [
  packed('gzip of zeros', 'gzip', gzipped),
  packed('brotli of zeros', 'br', () => brotliCompressSync(ZEROS, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })),
  packed('deflate of zeros', 'deflate', () => deflateSync(ZEROS)),
  packed('raw deflate of zeros', 'deflate', () => deflateRawSync(ZEROS)),
  packed('many gzip members', 'gzip', () => Buffer.concat(Array<Buffer>(40).fill(gzipped()))),
  packed('gzip in gzip', 'gzip, gzip', () => gzipSync(gzipped())),
  packed('two hundred encodings', Array<string>(200).fill('gzip').join(', '), gzipped),
  packed('an encoding nobody asked for', 'zstd', () => Buffer.alloc(64)),
  packed('an encoding by another name', 'x-compress', () => Buffer.alloc(64)),
  packed('plain text said to be gzip', 'gzip', () => Buffer.from('<rss/>')),
  packed('noise said to be brotli', 'br', noise),
  packed('gzip that is cut off', 'gzip', () => gzipped().subarray(0, 200)),
  packed('gzip with a wrong sum', 'gzip', () => {
    const bytes = Buffer.from(gzipSync('<rss/>'))
    bytes.writeUInt32LE(1, bytes.length - 8)
    return bytes
  }),
  {
    name: 'gzip with a name that never ends',
    speak: (socket) => {
      socket.write(`${OK}content-encoding: gzip\r\n\r\n`)
      socket.write(Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3]))
      flood(socket, 'a'.repeat(16 * KIB))
    },
  },
  floods('deflate of empty blocks', `${OK}content-encoding: deflate\r\n\r\n`, () =>
    Buffer.from('0000000ffff'.slice(1).repeat(4_000), 'hex'),
  ),
  sends('a length beyond all limits', `${OK}content-length: 107374182400\r\n\r\n`, () => 'x'),
  sends('a length below nothing', `${OK}content-length: -1\r\n\r\n`, () => 'x'),
  sends('two lengths', `${OK}content-length: 4\r\ncontent-length: 9\r\n\r\n`, () => '<rss/>xxx'),
  sends('a length and chunks', `${OK}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n`, () => '5\r\nhello\r\n0\r\n\r\n'),
  sends('chunks that are none', `${OK}transfer-encoding: chunked\r\n\r\n`, () => 'zz\r\nhello\r\n0\r\n\r\n'),
  sends('a chunk of all bytes there are', `${OK}transfer-encoding: chunked\r\n\r\n`, () => 'FFFFFFFFFFFFFFFFF\r\nhello'),
  floods('endless chunks', `${OK}transfer-encoding: chunked\r\n\r\n`, () => `4000\r\n${'a'.repeat(16 * KIB)}\r\n`),
  floods('chunks of one byte', `${OK}transfer-encoding: chunked\r\n\r\n`, () => '1\r\na\r\n'.repeat(4_000)),
  floods('chunks with endless extensions', `${OK}transfer-encoding: chunked\r\n\r\n`, () => `1;${'a=b;'.repeat(4_000)}\r\na\r\n`),
  floods('trailers that never end', `${OK}transfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n`, () =>
    'x-trailer: aaaaaaaaaaaaaaaa\r\n'.repeat(200),
  ),
  floods('a body that never ends', `${OK}\r\n`, () => Buffer.alloc(64 * KIB, 'a')),
  floods('tags that never end', `${OK}\r\n`, () => '<item>'.repeat(10_000)),
  drips('a body in drops', `${OK}\r\n`, 'a'),
  drips('a gzip body in drops', `${OK}content-encoding: gzip\r\n\r\n`, '\u001f'),
  silent('a body that stops in the middle', `${OK}content-length: 100000\r\n\r\n<rss>`),
  sends('a body shorter than it said', `${OK}content-length: 100000\r\n\r\n`, () => '<rss>'),
  {
    name: 'a body that is torn off',
    speak: (socket) => {
      socket.write(`${OK}content-length: 100000\r\n\r\n<rss>`)
      setImmediate(() => socket.resetAndDestroy())
    },
  },
  silent('no answer at all', ''),
  sends('an answer of nothing', ''),
  drips('a status line in drops', 'HTTP/1.1 200 ', 'O'),
  drips('headers in drops', OK, 'x-a: b\r\n'),
  floods('a header line that never ends', `${OK}x-a: `, () => 'a'.repeat(16 * KIB)),
  floods('headers that never end', OK, () => 'x-a: b\r\n'.repeat(500)),
  sends('more headers than the limit', `${OK}${'x-a: bbbbbbbbbb\r\n'.repeat(1_500)}\r\n`, () => '<rss/>'),
  floods('"continue" without end', '', () => 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(500)),
  floods('early hints without end', '', () => `HTTP/1.1 103 Early Hints\r\nlink: <${'a'.repeat(1_000)}>\r\n\r\n`.repeat(20)),
  sends('another protocol', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n', () =>
    'x'.repeat(1_000),
  ),
  floods('noise', '', noise),
  sends('mail instead of HTTP', '220 mail.example ESMTP\r\n'),
  sends('HTTP of long ago', '<rss></rss>'),
  sends('zero bytes in a header', `${OK}x-a: b\u0000c\r\n\r\n`, () => '<rss/>'),
  sends('a header line without a colon', `${OK}nonsense\r\n\r\n`, () => '<rss/>'),
  sends('line feeds alone in headers', 'HTTP/1.1 200 OK\ncontent-length: 6\rx: y\n\n', () => '<rss/>'),
  sends('a redirect to itself', 'HTTP/1.1 302 Found\r\nlocation: /\r\ncontent-length: 0\r\n\r\n'),
  sends('a redirect to nowhere', 'HTTP/1.1 302 Found\r\ncontent-length: 0\r\n\r\n'),
  floods('an error page without end', 'HTTP/1.1 500 Oh\r\n\r\n', () => Buffer.alloc(64 * KIB, 'a')),
  floods('"not modified" nobody asked for', 'HTTP/1.1 304 Not Modified\r\n\r\n', () => Buffer.alloc(64 * KIB, 'a')),
  sends(
    'a part of something',
    'HTTP/1.1 206 Partial Content\r\ncontent-range: bytes 0-5/9999\r\ncontent-length: 6\r\n\r\n',
    () => '<rss/>',
  ),
]
