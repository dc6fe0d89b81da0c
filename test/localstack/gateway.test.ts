import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTarget, type Target } from '../support/target.ts'

const call = (target: Target, headers: Record<string, string>, body = '{}') =>
  fetch(target.url, { method: 'POST', headers, body })

test('an operation that AWS has and the emulator lacks is a 501 that says so', async () => {
  await using target = await openTarget()
  const response = await call(target, {}, 'Action=AssumeRoleWithSAML&Version=2011-06-15')
  assert.equal(response.status, 501)
  const text = await response.text()
  assert.match(text, /<Code>InternalFailure<\/Code>/)
  assert.match(text, /does not implement sts:AssumeRoleWithSAML\. See docs\/coverage\.md/)
})

test('a service the emulator lacks is a 501 that names it', async () => {
  await using target = await openTarget()
  const authorization =
    'AWS4-HMAC-SHA256 Credential=test/20261121/us-east-1/dynamodb/aws4_request, Signature=x'
  const response = await call(target, {
    authorization,
    'x-amz-target': 'DynamoDB_20120810.ListTables',
  })
  assert.equal(response.status, 501)
  assert.match(await response.text(), /has no service 'dynamodb'/)
})

test('an action that AWS does not have is refused as AWS refuses it', async () => {
  await using target = await openTarget()
  const response = await call(target, {}, 'Action=Invent&Version=2011-06-15')
  assert.equal(response.status, 400)
  assert.match(
    await response.text(),
    /<Code>InvalidAction<\/Code><Message>The action Invent is not valid for this web service\.<\/Message>/,
  )
})

test('CBOR is refused in a clear sentence', async () => {
  await using target = await openTarget()
  const response = await call(target, { 'smithy-protocol': 'rpc-v2-cbor' })
  assert.equal(response.status, 415)
})

test('a body beyond the limit is refused and the emulator goes on', async () => {
  await using target = await openTarget()
  const response = await fetch(target.url, { method: 'POST', body: Buffer.alloc(33 * 1024 * 1024) })
  assert.equal(response.status, 413)
  assert.equal((await fetch(`${target.url}/_localstack/health`)).status, 200)
})

test('a web page of another origin may not call, a page of this machine may', async () => {
  await using target = await openTarget()
  const body = 'Action=GetCallerIdentity&Version=2011-06-15'
  for (const [origin, status] of [
    ['https://example.com', 403],
    ['null', 403],
    ['http://localhost:3000', 200],
  ] as const)
    assert.equal((await call(target, { origin }, body)).status, status, origin)
})
