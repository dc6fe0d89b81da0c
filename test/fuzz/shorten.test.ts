import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FuzzRequest } from './request.ts'
import { shorten } from './shorten.ts'

const request: FuzzRequest = {
  what: 'ecs RunTask',
  method: 'POST',
  path: '/',
  headers: { 'x-amz-target': 'RunTask', authorization: 'x' },
  body: '',
}

test('a JSON body keeps only the member that causes the fault, and no more of it than needed', async () => {
  const body = JSON.stringify({ a: [1, { b: 'x'.repeat(500), c: true }], d: { e: 'f' } })
  const shortest = await shorten({ ...request, body }, async ({ body }) => body.includes('xxx'))
  assert.deepEqual(JSON.parse(shortest.body), { a: [{ b: 'xxx' }] })
  assert.deepEqual(shortest.headers, {})
})

test('a form keeps only the pair that causes the fault', async () => {
  const body = 'Action=A&Version=1&Name=*****&Other=b'
  const shortest = await shorten({ ...request, body }, async ({ body }) => /Name=\*/.test(body))
  assert.equal(shortest.body, 'Name=*')
})

test('raw bytes are shortened as they are', async () => {
  const raw = `GET / HTTP/1.1\r\nX: ${'y'.repeat(50)}\0\r\n\r\n`
  const shortest = await shorten({ ...request, raw }, async ({ raw }) => !!raw?.includes('\0'))
  assert.equal(shortest.raw, '\0')
})

test('a request of which nothing can be removed stays as it is', async () => {
  assert.deepEqual(await shorten(request, async () => false), request)
})
