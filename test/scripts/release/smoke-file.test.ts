import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Answer } from '../../../scripts/release/reach.ts'
import { type Expectation, mismatch, readSmoke } from '../../../scripts/release/smoke-file.ts'
import type { AppService } from '../../../scripts/release/services.ts'
import type { Json } from '../../../scripts/release/template.ts'
import { enterCheckout } from '../../support/checkout.ts'

function read(json: Json) {
  using _ = enterCheckout({ '.aws/shop/smoke.json': JSON.stringify(json) })
  return readSmoke({ name: 'shop' } as AppService, { VERSION: 'v1' })
}

const rejects = (json: Json, message: string) =>
  assert.throws(() => read(json), { message: `.aws/shop/smoke.json${message}` })

const answer: Answer = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '{"version":"v1","up":true}',
}

const difference = (expected: Partial<Expectation>, answered: Partial<Answer> = {}) =>
  mismatch(
    { file: '.aws/shop/smoke.json', at: '[0]', path: '/', status: 200, ...expected },
    { ...answer, ...answered },
  )?.text

test('placeholders are filled, in every member', () => {
  const [request] = read([
    {
      path: '/version',
      status: 200,
      headers: { 'x-version': '${VERSION}' },
      contains: 'version ${VERSION}',
      json: { version: '${VERSION}' },
    },
  ])
  assert.deepEqual(request, {
    file: '.aws/shop/smoke.json',
    at: '[0]',
    path: '/version',
    status: 200,
    headers: { 'x-version': 'v1' },
    contains: 'version v1',
    json: { version: 'v1' },
  })
})

test('a file without a request is rejected', () => {
  const message = ' must be a list of requests: [{ "path": "/", "status": 200 }]'
  rejects([], message)
  rejects({ path: '/', status: 200 }, message)
})

test('an unknown member is reported with the nearest known one', () => {
  rejects(
    [
      { path: '/', status: 200 },
      { path: '/', statuss: 200 },
    ],
    ': unknown member [1].statuss: did you mean status?',
  )
})

test('a value of another type is rejected', () => {
  rejects(['/'], ': [0] must be an object')
  rejects([{ path: '/', status: '200' }], ': [0].status must be of type number')
  rejects([{ path: '/', status: 200, headers: 'x' }], ': [0].headers must be of type object')
  rejects([{ path: '/', status: 200, body: {} }], ': [0].body must be of type string')
})

test('a request needs a path and a status', () => {
  const message = ': [0] needs a path that starts with / and a status'
  rejects([{ status: 200 }], message)
  rejects([{ path: 'ping', status: 200 }], message)
  rejects([{ path: '/' }], message)
})

test('a host is a name without scheme, port and wildcard', () => {
  const [request] = read([{ path: '/', host: '${VERSION}.example.com', status: 200 }])
  assert.equal(request!.host, 'v1.example.com')
  for (const host of ['https://example.com', 'example.com:443', '*.example.com', 'a b', ''])
    rejects(
      [{ path: '/', host, status: 200 }],
      `: [0].host is "${host}", and must be a host name such as api.example.com`,
    )
})

test('a response that has everything has no mismatch', () => {
  assert.equal(
    difference({
      headers: { 'Content-Type': 'application/json' },
      body: answer.body,
      contains: '"version"',
      json: { version: 'v1' },
    }),
    undefined,
  )
})

test('each member that differs is reported with the response', () => {
  const got = `the last response was 200 ${answer.body}`
  assert.equal(difference({ status: 302 }), `${got}, expected status 302`)
  assert.equal(
    difference({ headers: { 'Content-Type': 'text/plain' } }),
    `${got} with Content-Type: application/json, expected text/plain`,
  )
  assert.equal(
    difference({ headers: { location: '/in' } }),
    `${got} with location: (none), expected /in`,
  )
  assert.equal(difference({ body: 'pong' }), `${got}, expected pong`)
  assert.equal(difference({ contains: 'pong' }), `${got}, expected a body that contains pong`)
  assert.equal(
    difference({ json: { version: 'v2' } }),
    `${got}, expected JSON with {"version":"v2"}`,
  )
})

test('a body that is not JSON has none of its members', () => {
  assert.equal(
    difference({ json: { up: true } }, { body: 'up' }),
    'the last response was 200 up, expected JSON with {"up":true}',
  )
})

test('a connection that failed is reported with its error', () => {
  assert.equal(
    difference({}, { status: 0, body: 'connect ECONNREFUSED 127.0.0.1:80' }),
    'the last response was none, connect ECONNREFUSED 127.0.0.1:80, expected status 200',
  )
})

test('of a long body the start is shown', () => {
  assert.equal(
    difference({ status: 500 }, { body: 'x'.repeat(300) }),
    `the last response was 200 ${'x'.repeat(200)}, expected status 500`,
  )
})
