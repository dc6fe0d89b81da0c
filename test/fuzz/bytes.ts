import type { Random } from './random.ts'
import type { FuzzRequest } from './request.ts'

const get = 'GET /_localstack/health HTTP/1.1\r\nHost: localhost\r\n'
const post = 'POST / HTTP/1.1\r\nHost: localhost\r\n'

const heads = [
  `${get}\r\n`,
  `${get}\r\n${get}\r\n${get}\r\n`,
  `${get}Connection: close\r\n\r\n`,
  `${get}Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
  `${get}Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAA\r\n\r\n`,
  `${get}Expect: 100-continue\r\nContent-Length: 3\r\n\r\nabc`,
  `${get}Expect: 200-ok\r\n\r\n`,
  `${get}X: ${'x'.repeat(20_000)}\r\n\r\n`,
  `${get}${'X: y\r\n'.repeat(3000)}\r\n`,
  `${get}Host: evil.example\r\n\r\n`,
  `${get}X : y\r\n\r\n`,
  `${get} folded: y\r\n\r\n`,
  `${get}X: a\0b\r\n\r\n`,
  `${post}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello`,
  `${post}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /a HTTP/1.1\r\n\r\n`,
  `${post}Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n`,
  `${post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
  `${post}Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n`,
  `${post}Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nhello`,
  `${post}Transfer-Encoding: chunked\r\n\r\n5;${'a'.repeat(20_000)}\r\nhello\r\n0\r\n\r\n`,
  `${post}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX: y\r\nContent-Length: 9\r\n\r\n`,
  `${post}Transfer-Encoding: chunked\r\n\r\n5\r\nhel`,
  `${post}Content-Length: 99999999999999999999\r\n\r\n`,
  `${post}Content-Length: -1\r\n\r\n`,
  `${post}Content-Length: 1000\r\n\r\nhalf`,
  `${post}Content-Length: 1000`,
  'PUT /v2/fuzz-0/manifests/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{',
  'POST /v2/fuzz-0/blobs/uploads/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n',
  'CONNECT localhost:80 HTTP/1.1\r\nHost: localhost:80\r\n\r\n',
  'OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n',
  `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
  'GET / HTTP/1.1\r\n\r\n',
  'GET / HTTP/1.0\r\n\r\n',
  'GET / HTTP/0.9\r\n\r\n',
  'GET / HTTP/9.9\r\nHost: a\r\n\r\n',
  'GET /\r\n',
  'GET / HTTP/1.1\nHost: a\n\n',
  'G\0T / HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET http://evil.example/ HTTP/1.1\r\nHost: \xff\xfe\r\n\r\n',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0',
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  '\r\n\r\n\r\n',
  '\0'.repeat(100),
  '',
]

/** Makes bytes that are no HTTP, or nearly: for the emulator's port, or for the port of a listener. */
export function byteRequest(random: Random, port: number | undefined): FuzzRequest {
  let raw = random.pick(heads)
  for (let changes = random.below(3); changes > 0; changes--) {
    const at = random.below(raw.length + 1)
    const removed = random.pick([0, 1, 10])
    const added = random.pick(['', '\r', '\n', '\0', ' ', ':', '\xff', '0', ';', raw.slice(0, 40)])
    raw = raw.slice(0, at) + added + raw.slice(at + removed)
  }
  const what = port === undefined ? 'bytes' : 'bytes to a load balancer'
  return {
    what,
    port,
    method: '',
    path: '',
    headers: {},
    body: '',
    raw,
    balanced: port !== undefined,
  }
}

const headers = ['host', 'cookie', 'x-forwarded-for', 'content-type', 'x-amzn-trace-id']

/** Makes a request that a load balancer's rules and listeners have to decide on. */
export function balancedRequest(random: Random, port: number): FuzzRequest {
  return {
    what: 'load balancer',
    port,
    method: random.pick(['GET', 'POST', 'HEAD', 'OPTIONS', 'DELETE', 'PATCH']),
    path: `/${random.pick(['', 'a', 'xbx', 'a'.repeat(3000), '%', '%00', 'a/../b', '?a=b&a=%zz'])}`,
    headers: { [random.pick(headers)]: random.pick(['', 'a', 'a=b; c', '=;;=', 'a'.repeat(5000)]) },
    body: random.chance(0.1) ? 'b'.repeat(random.pick([1, 100_000])) : '',
    balanced: true,
  }
}
