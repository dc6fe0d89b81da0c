import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { exchange } from '../../support/exchange.ts'
import { openTarget, type Target } from '../../support/target.ts'

let target: Target
before(async () => {
  target = await openTarget()
})
after(() => target[Symbol.asyncDispose]())

const sentence = (name: string) =>
  `The embedded emulator has no service '${name}'. See docs/coverage.md for what it has.`

const signedFor = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=test/20261121/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
})

function send(method: string, path: string, headers: Record<string, string>, body?: Buffer) {
  const { hostname: host, port } = new URL(target.url)
  return exchange(
    { host, port, method, path, headers: { host: `localhost:${port}`, ...headers } },
    body,
  )
}

/** Paths that REST services have, some of them those of the emulator's own pages. */
const calls: [service: string, method: string, path: string][] = [
  ['s3', 'GET', '/'],
  ['s3', 'PUT', '/bucket/key'],
  ['s3', 'DELETE', '/v2/_catalog'],
  ['s3express', 'GET', '/bucket?list-type=2'],
  ['route53', 'GET', '/2013-04-01/hostedzone'],
  ['lambda', 'GET', '/2015-03-31/functions'],
  ['elasticfilesystem', 'POST', '/2015-02-01/file-systems'],
  ['eks', 'GET', '/clusters'],
  ['apigateway', 'GET', '/v2/apis'],
]

test('a REST call of a service that is not here is a 501 in the form of its protocol', async () => {
  for (const [service, method, path] of calls) {
    const { status, headers, body } = await send(method, path, signedFor(service))
    assert.equal(status, 501, path)
    if (service.startsWith('s3'))
      assert.match(body, /^<\?xml [^>]+>\n<Error><Code>InternalFailure<\/Code><Message>/)
    else if (service === 'route53') assert.match(body, /^<ErrorResponse xmlns="[^"]+"><Error>/)
    else {
      assert.equal(headers['x-amzn-errortype'], 'InternalFailure')
      assert.equal(JSON.parse(body).message, sentence(service))
    }
    assert.match(body, new RegExp(`The embedded emulator has no service '${service}`))
  }
})

test('a form for a query service that is not here is a 501 in its XML', async () => {
  const headers = {
    ...signedFor('cloudformation'),
    'content-type': 'application/x-www-form-urlencoded',
  }
  const { status, body } = await send(
    'POST',
    '/',
    headers,
    Buffer.from('Action=DescribeStacks&Version=2010-05-15'),
  )
  assert.equal(status, 501)
  assert.match(body, /<Code>InternalFailure<\/Code><Message>The embedded emulator has no service/)
})

test('an object that is larger than any call gets the same answer', async () => {
  const { status, body } = await send(
    'PUT',
    '/bucket/large',
    signedFor('s3'),
    Buffer.alloc(5 * 1024 * 1024),
  )
  assert.equal(status, 501)
  assert.ok(body.includes(sentence('s3')))
})

test("without a signature, AWS's host name says which service is called", async () => {
  for (const [host, service] of [
    ['bucket.s3.amazonaws.com', 's3'],
    ['bucket.s3.eu-west-1.amazonaws.com', 's3'],
    ['s3.dualstack.us-west-2.amazonaws.com', 's3'],
    ['lambda.eu-central-1.api.aws', 'lambda'],
  ] as const) {
    const { status, body } = await send('GET', '/key', { host })
    assert.equal(status, 501, host)
    assert.ok(body.includes(sentence(service)), body)
  }
  assert.equal((await send('GET', '/key', { host: 'ecs.us-east-1.amazonaws.com' })).status, 404)
})

test('another version of an API is a 501 that names both versions', async () => {
  const versions = { elasticloadbalancing: '2012-06-01', iam: '2009-01-01', sts: '2000-01-01' }
  for (const [service, version] of Object.entries(versions)) {
    const body = Buffer.from(`Action=DescribeLoadBalancers&Version=${version}`)
    const answer = await send('POST', '/', signedFor(service), body)
    assert.equal(answer.status, 501)
    assert.match(
      answer.body,
      new RegExp(`does not implement version ${version} of this API, only \\d{4}-\\d\\d-\\d\\d`),
    )
  }
})

test('EC2 takes the versions that its older clients send', async () => {
  const body = Buffer.from('Action=DescribeVpcs&Version=2014-10-01')
  const answer = await send('POST', '/', signedFor('ec2'), body)
  assert.equal(answer.status, 200)
})

test('a call in CBOR is answered in CBOR', async () => {
  const headers = { ...signedFor('arc-region-switch'), 'smithy-protocol': 'rpc-v2-cbor' }
  const answer = await send('POST', '/service/ArcRegionSwitch/operation/ListPlans', headers)
  assert.equal(answer.status, 501)
  assert.equal(answer.headers['content-type'], 'application/cbor')
  assert.ok(answer.body.includes(sentence('arc-region-switch')))
})
