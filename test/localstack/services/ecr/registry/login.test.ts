import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreateRepositoryCommand,
  DescribeRepositoriesCommand,
  GetAuthorizationTokenCommand,
} from '@aws-sdk/client-ecr'
import { systemClock } from '../../../../../localstack/kernel/clock.ts'
import { startEmulator } from '../../../../../localstack/emulator.ts'
import { openTarget, type Target, unique } from '../../../../support/target.ts'
import { account, authorizationOf, clientOf, errorOf, registryOf, targetAt } from '../client.ts'

let target: Target
before(async () => {
  target = await openTarget()
})
after(() => target[Symbol.asyncDispose]())

const basic = (text: string) => ({
  headers: { authorization: `Basic ${Buffer.from(text).toString('base64')}` },
})

test('without a login the registry asks for Basic credentials', async () => {
  const response = await fetch(`${target.url}/v2/`)
  assert.equal(response.status, 401)
  assert.equal(
    response.headers.get('www-authenticate'),
    `Basic realm="https://${new URL(target.url).host}/",service="ecr.amazonaws.com"`,
  )
})

test('the token is good for 12 hours, for the user AWS, with a password that has no colon', async () => {
  const { authorizationData } = await clientOf(target).send(new GetAuthorizationTokenCommand({}))
  const { authorizationToken, expiresAt, proxyEndpoint } = authorizationData![0]!
  const [user, password, ...others] = Buffer.from(authorizationToken!, 'base64')
    .toString()
    .split(':')
  assert.deepEqual([user, others], ['AWS', []])
  assert.equal(proxyEndpoint, target.url)
  const hours = (expiresAt!.getTime() - Date.now()) / 3_600_000
  assert.ok(hours > 11.9 && hours <= 12, `${hours} hours`)
  assert.equal((await fetch(`${target.url}/v2/`, basic(`AWS:${password}`))).status, 200)
  assert.equal((await fetch(`${target.url}/v2/`, basic(`me:${password}`))).status, 401)
})

test('a token that is not ours is refused', async () => {
  const response = await fetch(`${target.url}/v2/`, basic('AWS:secret'))
  assert.equal(await errorOf(response), '400 DENIED: Your Authorization Token is invalid.')
})

test('a token changed in a single place is refused', async () => {
  const { authorizationData } = await clientOf(target).send(new GetAuthorizationTokenCommand({}))
  const login = Buffer.from(authorizationData![0]!.authorizationToken!, 'base64').toString()
  const token = JSON.parse(Buffer.from(login.slice(4), 'base64').toString()) as {
    expiration: number
  }
  token.expiration += 1
  const forged = Buffer.from(JSON.stringify(token)).toString('base64')
  const response = await fetch(`${target.url}/v2/`, basic(`AWS:${forged}`))
  assert.equal(await errorOf(response), '400 DENIED: Your Authorization Token is invalid.')
})

test('after 12 hours the token has expired', async (t) => {
  let later = 0
  const clock = { ...systemClock(), now: () => new Date(Date.now() + later) }
  const emulator = await startEmulator({ port: 0, clock, log: () => {} })
  t.after(() => emulator.close())
  const authorization = await authorizationOf(targetAt(emulator.url))
  const get = () => fetch(`${emulator.url}/v2/`, { headers: { authorization } })
  assert.equal((await get()).status, 200)
  later = 12 * 60 * 60 * 1000
  assert.equal(
    await errorOf(await get()),
    '403 DENIED: Your authorization token has expired. Reauthenticate and try again.',
  )
})

test('a token opens the registry of one account in one region', async () => {
  const otherRegion = { ...target, config: { ...target.config, region: 'eu-west-1' } }
  const elsewhere = [clientOf(target, '111122223333'), clientOf(otherRegion)]
  const repositoryName = unique('mine')
  for (const client of elsewhere) await client.send(new CreateRepositoryCommand({ repositoryName }))
  const registry = await registryOf(target)
  const response = await registry(`/v2/${repositoryName}/tags/list`)
  assert.equal(
    await errorOf(response),
    `404 NAME_UNKNOWN: The repository with name '${repositoryName}' does not exist in the registry with id '${account}'`,
  )
  await assert.rejects(
    clientOf(target).send(new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] })),
    {
      name: 'RepositoryNotFoundException',
      message: `The repository with name '${repositoryName}' does not exist in the registry with id '${account}'`,
    },
  )
})
