import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { networkInterfaces } from 'node:os'
import { after, before, describe, test } from 'node:test'
import {
  isFromTask,
  isKeptFromTasks,
} from '../../../../../localstack/services/ecs/task/from-task.ts'
import type { Emulator } from '../../../../../localstack/services/service.ts'
import { type Ecs, ensureTaskRole, openEcs } from '../../../../support/ecs.ts'
import { openEnforcedEcs } from '../../../../support/enforced-ecs.ts'
import { openTarget, type Target } from '../../../../support/target.ts'

interface Engine {
  network?: () => object
  containers?: { address: string; labels?: Record<string, string> | undefined }[]
}

/** An emulator that listens to everybody, on a machine whose engine has these containers. */
const emulatorWith = ({ network, containers = [] }: Engine = {}) =>
  ({
    settings: { inContainer: false, network: undefined },
    docker: {
      networks: {
        inspect: async () =>
          network?.() ?? {
            Driver: 'bridge',
            IPAM: { Config: [{ Subnet: '172.17.0.0/16', Gateway: '172.17.0.1' }] },
          },
      },
      containers: {
        list: async () =>
          containers.map(({ address, labels = {} }) => ({
            Labels: labels,
            NetworkSettings: { Networks: { bridge: { IPAddress: address } } },
          })),
      },
    },
  }) as unknown as Emulator

const from = (remoteAddress: string | undefined) => ({ remoteAddress }) as Socket

describe('a connection is a task’s', () => {
  test('from an address of their network that no other container has', async () => {
    assert.equal(await isFromTask(emulatorWith(), from('172.17.0.9')), true)
    assert.equal(await isFromTask(emulatorWith(), from('::ffff:172.17.0.9')), true)
    const labels = { 'docker-cloud.emulator': 'any' }
    const engine = emulatorWith({ containers: [{ address: '172.17.0.9', labels }] })
    assert.equal(await isFromTask(engine, from('172.17.0.9')), true)
  })

  test('and not from this machine, another container or another network', async () => {
    const engine = emulatorWith({ containers: [{ address: '172.17.0.5' }] })
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '172.17.0.1', '172.17.0.5'])
      assert.equal(await isFromTask(engine, from(address)), false, address)
    assert.equal(await isFromTask(engine, from('192.168.1.7')), false)
  })

  test('where the engine does not answer: from a network that the emulator is in', async () => {
    const silent = emulatorWith({
      network: () => {
        throw new Error('no engine answers')
      },
    })
    const own = Object.values(networkInterfaces())
      .flat()
      .find((each) => each && !each.internal && each.family === 'IPv4')
    if (own) assert.equal(await isFromTask(silent, from(own.address)), true)
    assert.equal(await isFromTask(silent, from('203.0.113.9')), false)
    assert.equal(await isFromTask(emulatorWith(), from(undefined)), true)
  })
})

const hidden = [
  '/_localstack/health',
  '/_localstack/state/reset',
  '//_localstack/health',
  '/_oidc/token?repository=o/r',
  '/v2/../_oidc/token',
  'http://localhost/_oidc/token',
  '//localhost/_oidc/.well-known/jwks',
]

test('the developer’s pages are known by every spelling of their paths', () => {
  for (const path of hidden) assert.ok(isKeptFromTasks(path), path)
  for (const path of ['/', '/v4/id/task', '/v2/', '/_aws/elb', '/_localstacks', undefined])
    assert.ok(!isKeptFromTasks(path), `${path}`)
})

/** A program that prints what `ask` answers to each of some requests. */
const asking = (requests: string) => `
  const http = require('node:http')
  const ask = (base, method, path, headers = {}, body = '') =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(base)
      const request = http.request({ hostname, port, method, path, headers }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode))
      })
      request.on('error', reject).end(body)
    })
  const action = 'Action=GetCallerIdentity&Version=2011-06-15'
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const signedAs = (key) => ({
    ...form,
    authorization: 'AWS4-HMAC-SHA256 Credential=' + key +
      '/20260101/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=' + '0'.repeat(64),
  })
  const own = 'http://169.254.170.2'
  const endpoint = process.env.AWS_ENDPOINT_URL
  const run = async () => { ${requests} }
  run().then((answer) => console.log(JSON.stringify(answer)), (error) => console.log(error.stack))
`

/** What such a program prints as a task with a role, which reaches the emulator in two ways. */
async function answered(app: Ecs, requests: string): Promise<unknown> {
  const taskRoleArn = 'arn:aws:iam::000000000000:role/asking'
  await app.register({ command: ['node', '-e', asking(requests)] }, { taskRoleArn })
  const { taskArn } = await app.runTask()
  await app.taskIn(taskArn!, 'STOPPED')
  return JSON.parse((await app.messages()).at(-1)!)
}

describe('a task gets', () => {
  let target: Target
  let app: Ecs
  before(async () => {
    target = await openTarget()
    app = await openEcs(target)
    await ensureTaskRole(target, 'asking')
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
  })

  test('none of the developer’s pages', async () => {
    const requests = `
      const statuses = []
      for (const base of [own, endpoint])
        for (const path of ${JSON.stringify(hidden)})
          for (const method of ['GET', 'POST'])
            statuses.push(await ask(base, method, path))
      return statuses`
    const statuses = (await answered(app, requests)) as number[]
    assert.deepEqual(new Set(statuses), new Set([403]))
    assert.equal((await fetch(`${target.url}/_localstack/health`)).status, 200)
  })
})

test('where IAM is enforced, a task calls with credentials that were issued, and with no others', async () => {
  await using enforced = await openEnforcedEcs()
  const { target, app } = enforced
  await ensureTaskRole(target, 'asking')
  const requests = `
    const { createHash, createHmac } = require('node:crypto')
    const answers = {}
    for (const [name, base] of Object.entries({ own, endpoint })) {
      const as = (headers) => ask(base, 'POST', '/', headers, action)
      const uri = own + process.env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI
      const issued = await (await fetch(uri)).json()
      const sha256 = (text) => createHash('sha256').update(text).digest('hex')
      const time = new Date().toISOString().replace(/[-:]|\\.\\d{3}/g, '')
      const scope = [time.slice(0, 8), 'us-east-1', 'sts', 'aws4_request']
      const signed = {
        host: new URL(base).host,
        'x-amz-date': time,
        'x-amz-security-token': issued.Token,
      }
      const names = Object.keys(signed).join(';')
      const lines = Object.entries(signed).map((pair) => pair.join(':') + '\\n').join('')
      const canonical = ['POST', '/', '', lines, names, sha256(action)].join('\\n')
      const text = ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(canonical)].join('\\n')
      const key = scope.reduce(
        (key, part) => createHmac('sha256', key).update(part).digest(),
        'AWS4' + issued.SecretAccessKey,
      )
      const signature = createHmac('sha256', key).update(text).digest('hex')
      const credential = issued.AccessKeyId + '/' + scope.join('/')
      const authorization = 'AWS4-HMAC-SHA256 Credential=' + credential +
        ', SignedHeaders=' + names + ', Signature=' + signature
      answers[name] = {
        unsigned: await as(form),
        test: await as(signedAs('test')),
        account: await as(signedAs('000000000000')),
        role: await as({ ...form, ...signed, authorization }),
      }
    }
    return answers`
  const expected = { unsigned: 403, test: 403, account: 403, role: 200 }
  assert.deepEqual(await answered(app, requests), { own: expected, endpoint: expected })
})
