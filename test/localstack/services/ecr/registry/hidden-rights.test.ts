import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreateRepositoryCommand,
  CreateRepositoryCreationTemplateCommand,
  ECRClient,
  PutAccountSettingCommand,
} from '@aws-sdk/client-ecr'
import { actAs, allow, type TestRole } from '../../../../support/identity.ts'
import { openEmulator, type Target } from '../../../../support/target.ts'
import { clientOf, errorOf, pushImage, registryOf, sha256 } from '../client.ts'

/** Rights that a push needs only where the registry is set up for more than pushing. */

const arnOf = (name: string) => `arn:aws:ecr:us-east-1:000000000000:repository/${name}`
const enforced = () => openEmulator({ enforceIam: true })

const registryFor = (target: Target, { config }: TestRole) =>
  registryOf(target, new ECRClient(config))

test('a push that creates its repository takes the right to create it', async () => {
  await using target = await enforced()
  const template = { prefix: 'team', appliedFor: ['CREATE_ON_PUSH' as const] }
  await clientOf(target).send(new CreateRepositoryCreationTemplateCommand(template))
  const rights = ['ecr:GetAuthorizationToken', 'ecr:InitiateLayerUpload']
  const role = await actAs(target, [allow(rights)])
  const begin = async (name: string, who: TestRole) =>
    (await registryFor(target, who))(`/v2/${name}/blobs/uploads/`, { method: 'POST' })
  assert.equal(
    await errorOf(await begin('team/web', role)),
    `403 DENIED: User: ${role.session} is not authorized to perform: ecr:CreateRepository on resource: ${arnOf('team/web')} because no identity-based policy allows the ecr:CreateRepository action`,
  )
  assert.match(await errorOf(await begin('other/web', role)), /^404 NAME_UNKNOWN: /)
  const creator = await actAs(target, [allow([...rights, 'ecr:CreateRepository'])])
  assert.equal((await begin('team/web', creator)).status, 202)
  assert.equal((await begin('team/web', role)).status, 202)
})

test('a blob is mounted from a repository that may be read, and else uploaded', async () => {
  await using target = await enforced()
  const ecr = clientOf(target)
  await ecr.send(new PutAccountSettingCommand({ name: 'BLOB_MOUNTING', value: 'ENABLED' }))
  for (const repositoryName of ['source', 'target'])
    await ecr.send(new CreateRepositoryCommand({ repositoryName }))
  await pushImage(await registryOf(target), 'source', { tag: 'v1', layer: 'layer' })
  const rights = [
    allow('ecr:GetAuthorizationToken'),
    allow('ecr:InitiateLayerUpload', arnOf('target')),
  ]
  const mount = async (statements: object[]) => {
    const registry = await registryFor(target, await actAs(target, statements))
    const path = `/v2/target/blobs/uploads/?mount=${sha256('layer')}&from=source`
    return (await registry(path, { method: 'POST' })).status
  }
  assert.equal(await mount(rights), 202)
  assert.equal(await mount([...rights, allow('ecr:GetDownloadUrlForLayer', arnOf('source'))]), 201)
})
