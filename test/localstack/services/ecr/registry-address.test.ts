import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CreateRepositoryCommand } from '@aws-sdk/client-ecr'
import { exchange } from '../../../support/exchange.ts'
import { openTarget, type Target, unique } from '../../../support/target.ts'
import { publicAlias } from '../../../../localstack/services/ecr/public-registry.ts'
import { clientOf } from './client.ts'

let target: Target
/** An account with nothing but this repository in it. */
const account = '555566667777'
const repositoryName = unique('address')
before(async () => {
  target = await openTarget()
  await clientOf(target, account).send(new CreateRepositoryCommand({ repositoryName }))
})
after(() => target[Symbol.asyncDispose]())

/** A call without input, by the name that a client knows the service by. */
async function call<Output>(host: string, operation: string, service = 'ecr'): Promise<Output> {
  const { hostname, port } = new URL(target.url)
  const prefix =
    service === 'ecr' ? 'AmazonEC2ContainerRegistry_V20150921' : 'SpencerFrontendService'
  const { body } = await exchange({
    host: hostname,
    port,
    method: 'POST',
    headers: {
      host,
      'x-amz-target': `${prefix}.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${account}/20261121/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    },
  })
  return JSON.parse(body) as Output
}

interface Token {
  authorizationData: { proxyEndpoint: string }[]
}
interface Repositories {
  repositories: { repositoryName: string; repositoryUri: string }[]
}

async function publicUri(host: string) {
  interface Registries {
    registries: { registryUri: string }[]
  }
  const { registries } = await call<Registries>(host, 'DescribeRegistries', 'ecr-public')
  return registries[0]!.registryUri
}

async function addresses(host: string) {
  const { authorizationData } = await call<Token>(host, 'GetAuthorizationToken')
  const { repositories } = await call<Repositories>(host, 'DescribeRepositories')
  const repository = repositories.find((each) => each.repositoryName === repositoryName)
  return [authorizationData[0]!.proxyEndpoint, repository!.repositoryUri]
}

test('whatever name a client reaches the emulator by, Docker trusts the registry as localhost', async () => {
  assert.deepEqual(await addresses('localhost:1234'), [
    'http://localhost:1234',
    `localhost:1234/${repositoryName}`,
  ])
  assert.deepEqual(await addresses('emulator.internal:4566'), [
    'http://localhost:4566',
    `localhost:4566/${repositoryName}`,
  ])
})

test('the public registry is another one to Docker', async () => {
  for (const host of ['localhost:4566', 'emulator.internal:4566'])
    assert.equal(await publicUri(host), `127.0.0.1:4566/${publicAlias(account)}`)
})

test("a client that AWS's own names lead here gets AWS's own names", async () => {
  const registry = `${account}.dkr.ecr.us-east-1.amazonaws.com`
  assert.deepEqual(await addresses('api.ecr.us-east-1.amazonaws.com'), [
    `https://${registry}`,
    `${registry}/${repositoryName}`,
  ])
  const publicApi = 'api.ecr-public.us-east-1.amazonaws.com'
  assert.equal(await publicUri(publicApi), `public.ecr.aws/${publicAlias(account)}`)
})
