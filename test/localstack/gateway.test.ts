import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import type { Contract } from '../../localstack/gateway/contract.ts'
import { createGateway } from '../../localstack/gateway.ts'
import type { Emulator, ServiceDefinition } from '../../localstack/services/service.ts'
import { readSettings } from '../../localstack/kernel/settings.ts'
import { services } from '../../localstack/services.ts'
import { sts } from '../../localstack/services/sts/index.ts'
import { loadModel } from '../../localstack/wire/model.ts'
import { openRawClient } from '../support/raw-client.ts'
import { openTarget, type Target } from '../support/target.ts'

const call = (target: Target, headers: Record<string, string>, body = '{}') =>
  fetch(target.url, { method: 'POST', headers, body })

test('every operation that AWS has and the emulator lacks is a 501 that names it', async () => {
  await using target = await openTarget()
  for (const { name, operations } of services) {
    const { allOperations, apiVersion, targetPrefix } = loadModel(name)
    for (const operation of allOperations.filter((known) => !Object.hasOwn(operations, known))) {
      const response = targetPrefix
        ? await call(target, { 'x-amz-target': `${targetPrefix}.${operation}` })
        : await call(target, {}, `Action=${operation}&Version=${apiVersion}`)
      const text = await response.text()
      assert.equal(response.status, 501, text)
      assert.ok(text.includes('InternalFailure'), text)
      assert.ok(text.includes(`does not implement ${name}:${operation}. See docs/coverage.md`))
    }
  }
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
    /<Code>InvalidAction<\/Code><Message>Could not find operation Invent for version 2011-06-15<\/Message>/,
  )
})

test('a call in CBOR to a service the emulator lacks is a 501 in CBOR', async () => {
  await using target = await openTarget()
  const response = await call(target, { 'smithy-protocol': 'rpc-v2-cbor' })
  assert.equal(response.status, 501)
  assert.equal(response.headers.get('content-type'), 'application/cbor')
  assert.match(await response.text(), /names no AWS service/)
})

test('a body beyond the limit is refused and the emulator goes on', async () => {
  await using target = await openTarget()
  const response = await fetch(target.url, { method: 'POST', body: Buffer.alloc(33 * 1024 * 1024) })
  assert.equal(response.status, 413)
  assert.equal((await fetch(`${target.url}/_localstack/health`)).status, 200)
})

for (const [name, upgrade] of [
  ['HTTP/2', 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQ'],
  ['a WebSocket', 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13'],
])
  test(`a request that offers ${name} is answered in HTTP/1.1`, async () => {
    await using target = await openTarget()
    using client = openRawClient(target.url)
    const head = (line: string) => `${line} HTTP/1.1\r\nHost: localhost\r\n${upgrade}\r\n`
    client.send(`${head('GET /_localstack/health')}\r\n`)
    await client.receives(/HTTP\/1\.1 200 OK[^]*"services"/)
    const body = 'Action=GetCallerIdentity&Version=2011-06-15'
    client.send(`${head('POST /')}Content-Length: ${body.length}\r\n\r\n${body}`)
    await client.receives(/GetCallerIdentityResult/)
    client.send(`${head('GET /_aws/elb/none/')}\r\n`)
    await client.receives(/HTTP\/1\.1 503/)
  })

test('a GET may read and nothing else, since any web page can have one sent', async () => {
  await using target = await openTarget()
  const scope = 'X-Amz-Credential=test/20260101/us-east-1/ec2/aws4_request'
  const get = (action: string) =>
    fetch(`${target.url}/?Action=${action}&Version=2016-11-15&${scope}`)
  assert.match(await (await get('DescribeRegions')).text(), /<regionName>us-east-1</)
  const refused = await get('CreateVpc&CidrBlock=10.9.0.0/16')
  assert.equal(refused.status, 400)
  assert.match(await refused.text(), /A GET request may only read here: send CreateVpc as a POST\./)
})

test('a request for what is not here is a 404 that names it', async () => {
  await using target = await openTarget()
  const response = await fetch(`${target.url}/nowhere`)
  assert.equal(response.status, 404)
  assert.match(await response.text(), /Nothing answers GET \/nowhere here/)
})

const scopes = ['nowhere', '..', 'a|b', 'a b', 'US-EAST-1', 'public', '']

test('a region that AWS does not have is rejected before anything is done in it', async () => {
  await using target = await openTarget()
  for (const region of scopes) {
    const signed = (service: string) => ({
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    })
    const sentence = `Credential should be scoped to a valid region, not '${region}'.`
    const operation = 'AmazonEC2ContainerRegistry_V20150921.CreateRepository'
    const json = await call(
      target,
      { ...signed('ecr'), 'x-amz-target': operation },
      '{"repositoryName":"app"}',
    )
    assert.deepEqual(await json.json(), { __type: 'InvalidSignatureException', message: sentence })
    for (const [service, body, code] of [
      ['sts', 'Action=GetCallerIdentity&Version=2011-06-15', 'SignatureDoesNotMatch'],
      ['ec2', 'Action=DescribeVpcs&Version=2016-11-15', 'AuthFailure'],
    ] as const) {
      const text = await (await call(target, signed(service), body)).text()
      assert.match(text, new RegExp(`<Code>${code}</Code>`))
      assert.ok(text.includes(sentence), text)
    }
  }
})

test('every region of AWS is accepted', async () => {
  await using target = await openTarget()
  for (const region of [
    'us-east-1',
    'eu-central-2',
    'ap-southeast-7',
    'cn-north-1',
    'us-gov-west-1',
  ]) {
    const authorization = `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/sts/aws4_request, SignedHeaders=host, Signature=0`
    const body = 'Action=GetCallerIdentity&Version=2011-06-15'
    assert.equal((await call(target, { authorization }, body)).status, 200, region)
  }
})

test('a page that fails is an error of its request alone', async (context) => {
  const fail = () => {
    throw new Error('broken')
  }
  const lines: string[] = []
  const log = (_topic: string, line: string) => void lines.push(line)
  const emulator = { log, settings: readSettings({}) } as Emulator
  const traffic = { route: fail, canUpgrade: () => true, upgrade: fail }
  const service: ServiceDefinition = { ...sts, traffic }
  const gateway = createGateway(emulator, [service], {} as Contract).listen(0, '127.0.0.1')
  context.after(() => gateway.closeAllConnections())
  context.after(() => gateway.close())
  await once(gateway, 'listening')
  const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/`
  assert.equal((await fetch(url)).status, 500)
  using client = openRawClient(url)
  client.send('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  await client.ended()
  assert.deepEqual(lines, ['request failed: broken', 'request failed: broken'])
})
