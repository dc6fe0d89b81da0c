import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreateRepositoryCreationTemplateCommand,
  DescribeRepositoriesCommand,
  GetAuthorizationTokenCommand,
  PutAccountSettingCommand,
} from '@aws-sdk/client-ecr'
import { DockerCli } from '../../../../support/docker-cli.ts'
import { openEmulator, type Target, unique } from '../../../../support/target.ts'
import { account, clientOf } from '../client.ts'

let target: Target
let docker: DockerCli
let host: string
const names = [unique('team/one'), unique('team/two'), unique('other/three')] as const
before(async () => {
  target = await openEmulator()
  docker = await DockerCli.open(names[0])
  const { authorizationData } = await clientOf(target).send(new GetAuthorizationTokenCommand({}))
  const { authorizationToken, proxyEndpoint } = authorizationData![0]!
  host = new URL(proxyEndpoint!).host
  await docker.login(host, authorizationToken!)
  for (const name of names) await docker.build(`${host}/${name}:v1`)
})
after(async () => {
  await docker[Symbol.asyncDispose]()
  await target[Symbol.asyncDispose]()
})

test('docker push creates the repository that a template is for, and mounts what is there', async () => {
  const ecr = clientOf(target)
  const [one, two, three] = names
  const absent = (name: string) => ({
    stderr: new RegExp(
      `name unknown: The repository with name '${name}' does not exist in the registry with id '${account}'`,
    ),
  })
  await assert.rejects(docker.run('push', `${host}/${one}:v1`), absent(one))
  const template = { prefix: 'team', appliedFor: ['CREATE_ON_PUSH' as const] }
  await ecr.send(new CreateRepositoryCreationTemplateCommand(template))
  await ecr.send(new PutAccountSettingCommand({ name: 'BLOB_MOUNTING', value: 'ENABLED' }))
  await docker.run('push', `${host}/${one}:v1`)
  const { stdout } = await docker.run('push', `${host}/${two}:v1`)
  assert.match(stdout, new RegExp(`Mounted from ${one}`))
  await assert.rejects(docker.run('push', `${host}/${three}:v1`), absent(three))
  const { repositories } = await ecr.send(new DescribeRepositoriesCommand({}))
  assert.deepEqual(
    repositories!.map(({ repositoryName }) => repositoryName),
    [one, two],
  )
})
