import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { EC2Client, DescribeVpcsCommand } from '@aws-sdk/client-ec2'
import { ECRClient, DescribeRepositoriesCommand } from '@aws-sdk/client-ecr'
import { GetUserCommand, IAMClient } from '@aws-sdk/client-iam'
import { AwsApi } from '../../../localstack/gateway/api.ts'
import { loadModel, type Model, shapeOf } from '../../../localstack/wire/model.ts'
import type { Emulator } from '../../../localstack/services/service.ts'
import { services } from '../../../localstack/services.ts'
import { openTarget, type Target, unique } from '../../support/target.ts'

let target: Target
before(async () => {
  target = await openTarget()
})
after(() => target[Symbol.asyncDispose]())

const authorization = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=test/20261121/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`

const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(target.url, { method: 'POST', headers, body })

/** How many times longer the largest text or bytes of a member may be on the wire. */
const escaped = { json: 2, query: 6, ec2: 6, 'smithy-rpc-v2-cbor': 6 }

/** The length of the longest member at any depth, where the model limits it. */
function longest(model: Model, name: string): number {
  const { type, max = 0, members = {}, member, value } = shapeOf(model, name)
  const inner = [...Object.values(members), member, value].flatMap((each) => each?.shape ?? [])
  const own = type === 'string' || type === 'blob' ? max : 0
  return Math.max(own, ...inner.map((shape) => longest(model, shape)))
}

test('the largest input that the model of an operation allows is within its limit', () => {
  const api = new AwsApi({} as Emulator, services)
  for (const { name, operations } of services) {
    const model = loadModel(name)
    const { protocol, signingName, targetPrefix } = model
    for (const operation of Object.keys(operations)) {
      const shape = model.operations[operation]!.input
      if (!shape) continue
      const headers = {
        authorization: authorization(signingName),
        ...(protocol === 'json' && { 'x-amz-target': `${targetPrefix}.${operation}` }),
      }
      const factor = operation === 'UploadLayerPart' ? 4 / 3 : escaped[protocol]
      assert.ok(
        longest(model, shape) * factor < api.expect({ headers }).maxBody,
        `${name} ${operation}`,
      )
    }
  }
})

test('a body beyond the limit is an error that the SDK of each protocol reads', async () => {
  const long = 'x'.repeat(3 * 1024 * 1024)
  const config = { ...target.config, maxAttempts: 1 }
  const calls = [
    () => new EC2Client(config).send(new DescribeVpcsCommand({ VpcIds: [long] })),
    () => new IAMClient(config).send(new GetUserCommand({ UserName: long })),
    () => new ECRClient(config).send(new DescribeRepositoriesCommand({ repositoryNames: [long] })),
  ]
  for (const call of calls)
    await assert.rejects(call, {
      name: 'RequestEntityTooLargeException',
      message: /^The request body may have at most \d+ bytes\.$/,
    })
})

test('a full batch of log events is accepted, escaped as it may be', async () => {
  const logs = new CloudWatchLogsClient(target.config)
  const names = { logGroupName: unique('bounds'), logStreamName: 'a' }
  await logs.send(new CreateLogGroupCommand({ logGroupName: names.logGroupName }))
  await logs.send(new CreateLogStreamCommand(names))
  const message = '\u0001'.repeat(78)
  const logEvents = Array.from({ length: 10_000 }, () => ({ timestamp: Date.now(), message }))
  const sorted = logEvents.toSorted((a, b) => a.timestamp - b.timestamp)
  await logs.send(new PutLogEventsCommand({ ...names, logEvents: sorted }))
})

test('the parts of a key are not followed deeper than any input goes', async () => {
  const send = (dots: number) =>
    post(`Action=AssumeRoleWithWebIdentity&Version=2011-06-15&${'.'.repeat(dots)}=1`)
  assert.equal((await send(31_000_000)).status, 413)
  const response = await send(1_000_000)
  assert.equal(response.status, 400)
  assert.match(await response.text(), /3 validation errors detected/)
})

test('a form of very many parameters is rejected', async () => {
  const form = `Action=GetCallerIdentity&Version=2011-06-15${'&a'.repeat(400_000)}`
  const response = await post(form)
  assert.equal(response.status, 400)
  assert.match(
    await response.text(),
    /<Code>MalformedInput<\/Code><Message>A request may have at most 10000 parameters\.<\/Message>/,
  )
})

test('JSON that is nested too deeply or has too many values is rejected', async () => {
  const headers = {
    authorization: authorization('ecr'),
    'x-amz-target': 'AmazonEC2ContainerRegistry_V20150921.DescribeRepositories',
  }
  for (const value of [
    '['.repeat(65) + ']'.repeat(65),
    '['.repeat(1_000_000),
    `[${'0,'.repeat(200_000)}0]`,
  ]) {
    const response = await post(`{"unknown":${value}}`, headers)
    assert.equal(response.status, 400)
    const { __type } = (await response.json()) as { __type: string }
    assert.equal(__type, 'SerializationException')
  }
  const text = JSON.stringify({ unknown: '[{,'.repeat(200_000), more: '\\"[' })
  assert.equal((await post(text, headers)).status, 200)
})
