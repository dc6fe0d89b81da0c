import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { serialize } from 'node:v8'
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr'
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam'
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts'
import { startEmulator } from '../../../localstack/emulator.ts'
import { findDefinition } from '../../../localstack/kernel/define-state.ts'
import { frameOf, header } from '../../../localstack/kernel/frames.ts'
import { openBalancer } from '../../support/balancer.ts'
import { openEmulator, type Target } from '../../support/target.ts'
import { pushImage, registryOf, targetAt } from '../services/ecr/client.ts'

const secretValue = 'a value that nobody else has'
const logGroup = { logGroupName: '/ecs/saved', logStreamName: 'one' }

let origin: Target
let image: Awaited<ReturnType<typeof pushImage>>
let balancer: Awaited<ReturnType<typeof openBalancer>>
const secretsInIt: string[] = [secretValue]

before(async () => {
  origin = await openEmulator()
  const { config } = origin
  await new ECRClient(config).send(new CreateRepositoryCommand({ repositoryName: 'saved' }))
  image = await pushImage(await registryOf(origin), 'saved', { tag: 'v1' })
  const Name = 'saved'
  await new SecretsManagerClient(config).send(
    new CreateSecretCommand({ Name, SecretString: secretValue }),
  )
  const ssm = new SSMClient(config)
  await ssm.send(new PutParameterCommand({ Name, Value: secretValue, Type: 'SecureString' }))
  await ssm.send(new PutParameterCommand({ Name: 'plain', Value: 'plain', Type: 'String' }))
  const iam = new IAMClient(config)
  await iam.send(new CreateUserCommand({ UserName: 'saved' }))
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'saved' }))
  const { Credentials } = await new STSClient(config).send(new GetSessionTokenCommand({}))
  secretsInIt.push(AccessKey!.SecretAccessKey!, Credentials!.SecretAccessKey!)
  const logs = new CloudWatchLogsClient(config)
  await logs.send(new CreateLogGroupCommand({ logGroupName: logGroup.logGroupName }))
  await logs.send(new CreateLogStreamCommand(logGroup))
  const logEvents = [{ timestamp: Date.now(), message: 'an event' }]
  await logs.send(new PutLogEventsCommand({ ...logGroup, logEvents }))
  balancer = await openBalancer(origin)
  await balancer.listen(81, {
    Type: 'fixed-response',
    FixedResponseConfig: { StatusCode: '418', MessageBody: 'from the listener' },
  })
})

after(() => origin[Symbol.asyncDispose]())

async function saved(query = ''): Promise<Buffer> {
  const response = await fetch(`${origin.url}/_localstack/pods/state${query}`)
  assert.equal(response.status, 200)
  return Buffer.from(await response.arrayBuffer())
}

async function load(target: Pick<Target, 'url'>, bytes: Buffer, query = '') {
  const url = `${target.url}/_localstack/pods${query}`
  const response = await fetch(url, { method: 'POST', body: new Uint8Array(bytes) })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const secretIn = async ({ config }: Pick<Target, 'config'>) =>
  (await new SecretsManagerClient(config).send(new GetSecretValueCommand({ SecretId: 'saved' })))
    .SecretString
const parameterIn = async ({ config }: Pick<Target, 'config'>, Name: string) =>
  (await new SSMClient(config).send(new GetParameterCommand({ Name, WithDecryption: true })))
    .Parameter!.Value

/** Checks what a loaded emulator serves: an image, log events, and a listener on a port of its own. */
async function assertLoaded(target: Target): Promise<void> {
  const manifest = await (await registryOf(target))('/v2/saved/manifests/v1')
  assert.equal(await manifest.text(), image.body)
  const logs = new CloudWatchLogsClient(target.config)
  const { events = [] } = await logs.send(new GetLogEventsCommand(logGroup))
  assert.deepEqual(
    events.map(({ message }) => message),
    ['an event'],
  )
  const { LoadBalancers } = (await (await fetch(`${target.url}/_aws/elb`)).json()) as {
    LoadBalancers: { Listeners: { Port: number; Url?: string }[] }[]
  }
  const { Url } = LoadBalancers[0]!.Listeners.find(({ Port }) => Port === 81)!
  assert.equal(await (await fetch(Url!)).text(), 'from the listener')
}

test('a saved state has no value of a secret, and is loaded by another emulator', async () => {
  const bytes = await saved()
  for (const value of secretsInIt) assert.ok(!bytes.includes(value), value)
  await using other = await openEmulator()
  assert.deepEqual(await load(other, bytes), { status: 200, body: { files: 4, secrets: false } })
  await assertLoaded(other)
  assert.equal(await secretIn(other), '(not saved)')
  assert.equal(await parameterIn(other, 'saved'), '(not saved)')
  assert.equal(await parameterIn(other, 'plain'), 'plain')
  assert.equal(await secretIn(origin), secretValue, 'the origin keeps it')
})

/** States with secrets that no operation shows. */
const withSecrets: Record<string, unknown> = {
  ecs: { tasks: new Map([['task', { credentials: { SecretAccessKey: secretValue } }]]) },
  acm: new Map([
    [
      'certificate',
      {
        SubjectAlternativeNames: ['a.test'],
        KeyAlgorithm: 'EC_prime256v1',
        CreatedAt: new Date(),
        privateKey: secretValue,
      },
    ],
  ]),
  'acm.authority': { cert: 'PEM', key: secretValue },
  oidc: { key: { privateKey: secretValue } },
  'ecr.signing': { secret: Buffer.from(secretValue) },
}

for (const [name, state] of Object.entries(withSecrets))
  test(`a saved state has no secret of ${name}`, () => {
    const shown = findDefinition(name)!.withoutSecrets!(state)
    assert.ok(!serialize(shown).includes(secretValue))
  })

test('with secrets=true the values are there, and a loaded state survives a restart', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
  t.after(() => rmSync(dataDir, { recursive: true }))
  const options = { port: 0, dataDir, persistence: true, log: () => {} }
  const first = await startEmulator(options)
  const { status } = await load(first, await saved('?secrets=true'))
  assert.equal(status, 200)
  await first.close()
  const second = await startEmulator(options)
  t.after(() => second.close())
  const target = targetAt(second.url)
  await assertLoaded(target)
  assert.equal(await secretIn(target), secretValue)
  assert.equal(await parameterIn(target, 'saved'), secretValue)
  assert.ok(!readdirSync(dataDir).includes('loading'))
})

test('a load replaces what was there, and a dry run does not', async () => {
  await using other = await openEmulator()
  const secrets = new SecretsManagerClient(other.config)
  await secrets.send(new CreateSecretCommand({ Name: 'other', SecretString: 'kept' }))
  const own = () => secrets.send(new GetSecretValueCommand({ SecretId: 'other' }))
  assert.equal((await load(other, await saved(), '?dry-run=true')).status, 200)
  assert.equal((await own()).SecretString, 'kept')
  assert.equal((await load(other, await saved())).status, 200)
  await assert.rejects(own(), { name: 'ResourceNotFoundException' })
})

const frames = (...pieces: object[]) =>
  Buffer.concat([header, ...pieces.map((piece) => frameOf(serialize(piece)))])
const about = { kind: 'about', secrets: false }

const faults: Record<string, [fault: (bytes: Buffer) => Buffer, sentence: RegExp]> = {
  'another file': [
    () => Buffer.from('PK\x03\x04 a zip file of LocalStack'),
    /^this is not a saved state/,
  ],
  'an empty file': [() => Buffer.alloc(0), /^this is not a saved state/],
  'another version': [
    (bytes) =>
      Buffer.concat([Buffer.from('docker-cloud state 2\n'), bytes.subarray(header.length)]),
    /^the saved state is of format 2, and this emulator reads format \d+: load it with the docker-cloud/,
  ],
  'a file without its end': [
    (bytes) => bytes.subarray(0, bytes.length - 30),
    /^the saved state is damaged at byte \d+: save it again$/,
  ],
  'a file without its last part': [() => frames(about), /^the saved state is not whole/],
  'a changed byte': [
    (bytes) => bytes.fill(7, bytes.length >> 1, (bytes.length >> 1) + 1),
    /damaged/,
  ],
  'a path outside of the folder': [
    () =>
      frames(
        about,
        { kind: 'file', path: '../../etc/passwd', bytes: Buffer.from('x') },
        { kind: 'end' },
      ),
    /^the saved state has parts that no emulator saves$/,
  ],
  'a layer with other content': [
    () =>
      frames(
        about,
        {
          kind: 'file',
          path: `ecr/000000000000/sha256/${'0'.repeat(64)}`,
          bytes: Buffer.from('x'),
        },
        { kind: 'end' },
      ),
    /^ecr\/000000000000\/sha256\/0+ in the saved state is damaged/,
  ],
  'changes without a form': [
    () => frames(about, { kind: 'changes', changes: [['secretsmanager']] }, { kind: 'end' }),
    /^the saved state has parts/,
  ],
}

for (const [what, [fault, sentence]] of Object.entries(faults))
  test(`${what} is rejected in a sentence, and changes nothing`, async () => {
    const { status, body } = await load(origin, fault(await saved()))
    assert.equal(status, 400)
    assert.match(String(body.error), sentence)
    assert.equal(await secretIn(origin), secretValue)
    await assertLoaded(origin)
  })
