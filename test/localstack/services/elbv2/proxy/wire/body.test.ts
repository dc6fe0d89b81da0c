import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BodyReader, BodyWriter, type Framing } from '../../../../../../localstack/http1/body.ts'

/** What a reader makes of bytes that come in pieces of a size: the body and what is left behind it, or that it is broken. */
function read(framing: Framing, text: string, size: number) {
  const reader = new BodyReader(framing)
  let body = ''
  let rest = ''
  for (let at = 0; at < text.length; at += size) {
    const bytes = Buffer.from(text.slice(at, at + size), 'latin1')
    const end = reader.read(bytes, 0, (data) => (body += data.toString('latin1')))
    if (end < 0) return 'broken'
    rest += bytes.toString('latin1', end)
  }
  return { body, rest, done: reader.done }
}

const whole: [what: string, framing: Framing, text: string, body: string, rest: string][] = [
  ['a length', 5, 'helloGET /', 'hello', 'GET /'],
  ['no body', 0, 'GET /', '', 'GET /'],
  ['chunks', 'chunked', '5\r\nhello\r\n1\r\n!\r\n0\r\n\r\nGET /', 'hello!', 'GET /'],
  ['a size in capitals', 'chunked', 'A\r\n0123456789\r\n0\r\n\r\n', '0123456789', ''],
  ['extensions', 'chunked', '2;a=b\r\nhi\r\n0 ; c\r\n\r\nGET /', 'hi', 'GET /'],
  ['trailers', 'chunked', '2\r\nhi\r\n0\r\nX: y\r\n\r\nGET /', 'hi', 'GET /'],
  ['line ends as data', 'chunked', '4\r\n\r\n\r\n\r\n0\r\n\r\n', '\r\n\r\n', ''],
]

test('a body ends where its framing says, however its bytes come', () => {
  for (const [what, framing, text, body, rest] of whole)
    for (let size = 1; size <= text.length; size += 1)
      assert.deepEqual(read(framing, text, size), { body, rest, done: true }, `${what}, by ${size}`)
})

test('a body without a framing goes on', () => {
  assert.deepEqual(read('close', 'all of it', 4), { body: 'all of it', rest: '', done: false })
})

test('broken chunks are told, however their bytes come', () => {
  for (const text of [
    'x\r\n',
    '-1\r\n',
    '0x5\r\nhello\r\n0\r\n\r\n',
    ' 5\r\nhello\r\n0\r\n\r\n',
    '5 \r\nhello\r\n0\r\n\r\n',
    '5\nhello\n0\n\n',
    '\r\n',
    '5\r\nhello!\r\n',
    '5\r\nhello\n',
    '5\rhello\r\n0\r\n\r\n',
    '2;\0\r\nhi\r\n0\r\n\r\n',
    'fffffffffffff\r\n',
    `${'0'.repeat(5000)}\r\n`,
    '0\r\nX: a\rb\r\n\r\n',
  ])
    for (const size of [1, 2, 3, text.length])
      assert.equal(read('chunked', text, size), 'broken', `${JSON.stringify(text)}, by ${size}`)
})

test('what is written in chunks is read back, the head with the first of them', () => {
  let sent = ''
  const sink = {
    writableCorked: 0,
    cork: () => {},
    uncork: () => {},
    write: (data: string | Buffer) => {
      sent += typeof data === 'string' ? data : data.toString('latin1')
      return true
    },
  }
  const writer = new BodyWriter(sink, 'HEAD\r\n\r\n', 'chunked')
  const large = 'x'.repeat(100_000)
  for (const data of ['hello', '', large]) writer.write(Buffer.from(data))
  writer.end()
  assert.ok(sent.startsWith('HEAD\r\n\r\n5\r\nhello\r\n'))
  const { body, done } = read('chunked', sent.slice('HEAD\r\n\r\n'.length), 1000) as {
    body: string
    done: boolean
  }
  assert.equal(body, `hello${large}`)
  assert.ok(done)
})
