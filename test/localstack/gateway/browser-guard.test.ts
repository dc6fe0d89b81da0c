import assert from 'node:assert/strict'
import { hostname } from 'node:os'
import { after, before, test } from 'node:test'
import {
  CreateRepositoryCommand,
  DescribeRepositoriesCommand,
  ECRClient,
} from '@aws-sdk/client-ecr'
import { exchange, get } from '../../support/exchange.ts'
import { openEmulator, type Target } from '../../support/target.ts'

let target: Target
before(async () => {
  target = await openEmulator({ ownHost: 'emulator.example.com' })
})
after(() => target[Symbol.asyncDispose]())

function send(method: string, path: string, headers: Record<string, string>) {
  const { hostname: host, port } = new URL(target.url)
  return exchange({ host, port, method, path, headers: { host: `localhost:${port}`, ...headers } })
}

const foreign: Record<string, string>[] = [
  { origin: 'https://example.com' },
  { origin: 'null' },
  { origin: 'http://localhost.example.com' },
  { origin: 'http://127.0.0.1.example.com:4566' },
  { origin: 'chrome-extension://abcdefghijklmnop' },
  { 'sec-fetch-site': 'cross-site' },
]

for (const [method, path] of [
  ['POST', '/'],
  ['POST', '/_localstack/state/reset'],
  ['POST', '/v2/app/blobs/uploads/'],
  ['DELETE', '/v2/app/manifests/latest'],
  ['POST', '/_oidc/token'],
  ['POST', '/_aws/elb'],
  ['OPTIONS', '/'],
])
  test(`${method} ${path} is closed to pages of other origins`, async () => {
    for (const headers of foreign)
      assert.equal((await send(method!, path!, headers)).status, 403, JSON.stringify(headers))
  })

test('a page of another origin cannot reset the state', async () => {
  const ecr = new ECRClient(target.config)
  await ecr.send(new CreateRepositoryCommand({ repositoryName: 'kept' }))
  for (const headers of foreign) await send('POST', '/_localstack/state/reset', headers)
  const { repositories } = await ecr.send(new DescribeRepositoriesCommand({}))
  assert.equal(repositories?.length, 1)
})

test('pages of this machine and programs may call', async () => {
  const port = new URL(target.url).port
  const allowed: Record<string, string>[] = [
    {},
    { origin: 'http://localhost:3000' },
    { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'cross-site' },
    { origin: 'http://[::1]:3000' },
    { origin: 'https://shop.localhost' },
    { 'sec-fetch-site': 'same-origin' },
    { host: `emulator:${port}`, origin: `http://emulator:${port}` },
  ]
  for (const headers of allowed)
    assert.equal((await send('POST', '/', headers)).status, 501, JSON.stringify(headers))
})

for (const host of [
  'localhost',
  'localhost:4566',
  'LOCALHOST:4566',
  '127.0.0.1:4566',
  '[::1]:4566',
  '172.17.0.2:4566',
  '169.254.170.2',
  'localstack:4566',
  'app.localhost:4566',
  'localhost.localstack.cloud:4566',
  'ecs.localhost.localstack.cloud:4566',
  'host.docker.internal:4566',
  'host.testcontainers.internal:4566',
  'ecs.us-east-1.amazonaws.com',
  '000000000000.dkr.ecr.us-east-1.amazonaws.com',
  'ecs.us-east-1.api.aws',
  'public.ecr.aws',
  hostname(),
  'emulator.example.com:4566',
])
  test(`it answers to ${host}`, async () => {
    assert.equal((await get(target, '/_localstack/health', host)).status, 200)
  })

for (const host of [
  'example.com',
  'example.com:4566',
  'localhost.example.com',
  '127.0.0.1.nip.io:4566',
  'amazonaws.com.example.com',
  'evil-amazonaws.com',
  'localstack.cloud',
])
  test(`it does not answer to ${host}, and says how to go on`, async () => {
    for (const path of [
      '/_localstack/health',
      '/_localstack/iam/requests',
      '/_oidc/token',
      '/v2/',
      '/_aws/elb',
      '/?Action=DescribeVpcs',
    ]) {
      const { status, body } = await get(target, path, host)
      assert.equal(status, 403, path)
      assert.match(body, /use localhost or an IP address, or set LOCALSTACK_HOST=/)
    }
  })

test('what is for a load balancer reaches it from every page and under every name', async () => {
  for (const headers of [...foreign, { host: 'example.com' }]) {
    const answer = await send('POST', '/_aws/elb/none/path', headers)
    assert.deepEqual([answer.status, answer.headers.server], [503, 'awselb/2.0'])
  }
  const byName = await send('POST', '/', { host: 'none.elb.localhost:4566', ...foreign[0] })
  assert.equal(byName.headers.server, 'awselb/2.0')
})
