import assert from 'node:assert/strict'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import {
  CreateRepositoryCommand,
  DescribeImagesCommand,
  GetAuthorizationTokenCommand,
} from '@aws-sdk/client-ecr'
import {
  CreateRepositoryCommand as CreatePublicRepositoryCommand,
  GetAuthorizationTokenCommand as GetPublicTokenCommand,
} from '@aws-sdk/client-ecr-public'
import { type AwsNames, leadAwsNamesTo } from '../../../../support/aws-names.ts'
import { DebianClients, shared } from '../../../../support/debian-clients.ts'
import { DockerCli } from '../../../../support/docker-cli.ts'
import { openTarget, type Target, unique } from '../../../../support/target.ts'
import { alias, publicClientOf } from '../../ecr-public/client.ts'
import { account, clientOf } from '../client.ts'

const registryHost = `${account}.dkr.ecr.us-east-1.amazonaws.com`
const publicHost = 'public.ecr.aws'
const repositoryName = unique('clients/app')
const archive = `docker-archive:${shared}/image.tar`

let target: Target
let clients: DebianClients
let docker: DockerCli
let names: AwsNames
let image: string
let login: string
before(async () => {
  target = await openTarget()
  clients = await DebianClients.open()
  names = await leadAwsNamesTo(target, clients)
  docker = await DockerCli.open(repositoryName)
  const client = clientOf(target)
  const { repository } = await client.send(new CreateRepositoryCommand({ repositoryName }))
  image = `docker://${repository!.repositoryUri}`
  const { authorizationData } = await client.send(new GetAuthorizationTokenCommand({}))
  login = Buffer.from(authorizationData![0]!.authorizationToken!, 'base64').toString()
  await docker.build(repositoryName)
  await docker.run('save', '--output', join(clients.directory, 'image.tar'), repositoryName)
})
after(async () => {
  await docker[Symbol.asyncDispose]()
  await names[Symbol.asyncDispose]()
  await clients[Symbol.asyncDispose]()
  await target[Symbol.asyncDispose]()
})

test('boto3 pushes an image through the API, describes it and fetches its layer', async () => {
  const name = unique('clients/boto3')
  const program = 'boto3-push.py'
  await copyFile(join(import.meta.dirname, program), join(clients.directory, program))
  const answer = await clients.run(['python3', `${shared}/${program}`, target.url, name])
  assert.deepEqual(JSON.parse(answer), {
    refused: `An error occurred (RepositoryNotFoundException) when calling the DescribeImages operation: The repository with name '${name}' does not exist in the registry with id '${account}'`,
    uri: `${new URL(target.url).host}/${name}`,
    tags: ['v1'],
    same: true,
    pushed: new Date().getUTCFullYear(),
    size: 5002,
    fetched: true,
    user: 'AWS',
  })
})

const copy = (...args: string[]) => clients.run(['skopeo', 'copy', ...args])
const copyIn = (from: string, tag: string, ...flags: string[]) =>
  copy('--dest-tls-verify=false', '--dest-creds', login, ...flags, from, `${image}:${tag}`)
const copyOut = (tag: string, to: string) =>
  copy('--src-tls-verify=false', '--src-creds', login, `${image}:${tag}`, to)

async function describe(imageTag: string) {
  const { imageDetails } = await clientOf(target).send(
    new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag }] }),
  )
  const { imageDigest, imageManifestMediaType } = imageDetails![0]!
  return [imageDigest, imageManifestMediaType]
}

for (const [format, mediaType, layout] of [
  ['v2s2', 'application/vnd.docker.distribution.manifest.v2+json', 'dir'],
  ['oci', 'application/vnd.oci.image.manifest.v1+json', 'oci'],
] as const)
  test(`skopeo copies an image in as ${format}, out into a layout, and in again unchanged`, async () => {
    await copyIn(archive, format, '--format', format)
    const [digest, type] = await describe(format)
    assert.equal(type, mediaType)
    await copyOut(format, `${layout}:${shared}/${format}`)
    await copyIn(`${layout}:${shared}/${format}`, `${format}-again`)
    assert.deepEqual(await describe(`${format}-again`), [digest, mediaType])
  })

/** Copies the image into a public repository of its own. */
async function copyInPublic() {
  const client = publicClientOf(target)
  const name = unique('clients/app')
  const { repository } = await client.send(
    new CreatePublicRepositoryCommand({ repositoryName: name }),
  )
  const { authorizationData } = await client.send(new GetPublicTokenCommand({}))
  const creds = Buffer.from(authorizationData!.authorizationToken!, 'base64').toString()
  const remote = `docker://${repository!.repositoryUri}:v1`
  await copy('--dest-tls-verify=false', '--dest-creds', creds, archive, remote)
  return { name, remote }
}

test('skopeo copies an image into the public registry, and out of it without a login', async () => {
  const { remote } = await copyInPublic()
  await copy('--src-tls-verify=false', remote, `dir:${shared}/public`)
  await assert.rejects(copy('--dest-tls-verify=false', archive, remote), {
    message: /denied: Not Authorized/,
  })
})

test('skopeo lists tags and deletes an image', async () => {
  await copyIn(archive, 'gone', '--format', 'oci')
  const flags = ['--tls-verify=false', '--creds', login]
  const list = async () => {
    const answer = await clients.run(['skopeo', 'list-tags', ...flags, image])
    return (JSON.parse(answer) as { Tags: string[] }).Tags.filter((tag) => tag === 'gone')
  }
  assert.deepEqual(await list(), ['gone'])
  await clients.run(['skopeo', 'delete', ...flags, `${image}:gone`])
  assert.deepEqual(await list(), [])
})

test("skopeo says ECR's words when it is refused", async () => {
  const missing = image.replace(repositoryName, 'no/such')
  const flags = ['--dest-tls-verify=false', '--dest-creds', login]
  await assert.rejects(copy(...flags, archive, `${missing}:v1`), {
    message: new RegExp(
      `name unknown: The repository with name 'no/such' does not exist in the registry with id '${account}'`,
    ),
  })
})

const byAwsNames = (args: string[], input?: string) => clients.run(args, { env: names.env, input })

test('amazon-ecr-credential-helper gets a password that opens the registry', async () => {
  const answer = await byAwsNames(['docker-credential-ecr-login', 'get'], registryHost)
  const { ServerURL, Username, Secret } = JSON.parse(answer) as Record<string, string>
  assert.deepEqual([ServerURL, Username], [registryHost, 'AWS'])
  const authorization = `Basic ${Buffer.from(`AWS:${Secret}`).toString('base64')}`
  const response = await fetch(`${target.url}/v2/`, { headers: { authorization } })
  assert.equal(response.status, 200)
})

test('skopeo pushes and pulls by the amazonaws.com name, logged in by the helper alone', async () => {
  await mkdir(join(clients.directory, '.docker'))
  const config = JSON.stringify({ credHelpers: { [registryHost]: 'ecr-login' } })
  await writeFile(join(clients.directory, '.docker/config.json'), config)
  const remote = `docker://${registryHost}/${repositoryName}`
  await byAwsNames(['skopeo', 'copy', '--format=oci', archive, `${remote}:helper`])
  await byAwsNames(['skopeo', 'copy', `${remote}:helper`, `oci:${shared}/helper`])
  await byAwsNames(['skopeo', 'copy', `oci:${shared}/helper`, `${remote}:helper-again`])
  assert.deepEqual(await describe('helper-again'), await describe('helper'))
})

test('skopeo pulls a public image by its name on AWS', async () => {
  const { name } = await copyInPublic()
  const remote = `docker://${publicHost}/${alias}/${name}:v1`
  await byAwsNames(['skopeo', 'copy', remote, `oci:${shared}/by-name`])
})

test("the AWS CLI that is told of no endpoint is answered by AWS's own names", async () => {
  const only = ['--repository-names', repositoryName]
  const query = ['--query', 'repositories[].repositoryUri', '--output', 'text']
  const uri = await byAwsNames(['aws', 'ecr', 'describe-repositories', ...only, ...query])
  assert.equal(uri, `${registryHost}/${repositoryName}`)
  const password = await byAwsNames(['aws', 'ecr', 'get-login-password'])
  const user = ['--username', 'AWS', '--password-stdin']
  await byAwsNames(['skopeo', 'login', ...user, registryHost], password)
})
