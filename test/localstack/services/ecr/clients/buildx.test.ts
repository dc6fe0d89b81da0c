import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import {
  CreateRepositoryCommand,
  DescribeImagesCommand,
  GetAuthorizationTokenCommand,
  type ImageDetail,
} from '@aws-sdk/client-ecr'
import {
  CreateRepositoryCommand as CreatePublicRepositoryCommand,
  GetAuthorizationTokenCommand as GetPublicTokenCommand,
} from '@aws-sdk/client-ecr-public'
import { run } from '../../../../../scripts/release/run.ts'
import {
  type AttestingBuilder,
  openAttestingBuilder,
} from '../../../../support/attesting-builder.ts'
import { openTarget, type Target, unique } from '../../../../support/target.ts'
import { callVerb } from '../../../../support/verb.ts'
import { publicClientOf } from '../../ecr-public/client.ts'
import { clientOf, indexType, manifestType } from '../client.ts'

let target: Target
let builder: AttestingBuilder
let directory: string
before(async () => {
  target = await openTarget()
  builder = await openAttestingBuilder(target)
  directory = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
  await writeFile(join(directory, 'unique'), unique('buildx'))
  await writeFile(join(directory, 'Dockerfile'), 'FROM scratch\nCOPY unique /\n')
  const { authorizationData } = await clientOf(target).send(new GetAuthorizationTokenCommand({}))
  const auth = authorizationData![0]!.authorizationToken!
  const auths = { [new URL(target.url).host]: { auth } }
  await writeFile(join(directory, 'config.json'), JSON.stringify({ auths }))
})
after(async () => {
  await builder[Symbol.asyncDispose]()
  await rm(directory, { recursive: true, force: true })
  await target[Symbol.asyncDispose]()
})

const buildx = (...args: string[]) =>
  run('docker', ['buildx', ...args], { env: { ...builder.env, DOCKER_CONFIG: directory } })

/** Pushes v1 for two platforms, with its provenance, into a repository of its own. */
async function push() {
  const app = unique('buildx')
  const repositoryName = `${app}/server`
  const { repository } = await clientOf(target).send(
    new CreateRepositoryCommand({ repositoryName }),
  )
  const image = repository!.repositoryUri!
  const flags = ['--push', '--provenance=mode=max', '--platform=linux/amd64,linux/arm64']
  await buildx('build', ...flags, `--tag=${image}:v1`, directory)
  return { app, repositoryName, image }
}

test('docker buildx pushes an index with an image for each platform and its provenance', async () => {
  const { app, repositoryName } = await push()
  const { imageDetails = [] } = await clientOf(target).send(
    new DescribeImagesCommand({ repositoryName }),
  )
  const types = imageDetails.map(({ imageTags = [], imageManifestMediaType }) => [
    imageManifestMediaType,
    imageTags.join(),
  ])
  const untagged = Array.from({ length: 4 }, () => [manifestType, ''])
  assert.deepEqual(types.toSorted(), [[indexType, 'v1'], ...untagged])
  const { lines } = await callVerb('images', { target, env: { APP_NAME: app } })
  const platforms = lines.map((line) => / {2}(image index, attested|linux\/\w+)/.exec(line)?.[1])
  assert.deepEqual(platforms.filter(Boolean), [
    'image index, attested',
    'linux/amd64',
    'linux/arm64',
  ])
})

test('docker buildx pushes to the public registry, and builds from there without a login', async () => {
  const client = publicClientOf(target)
  const repositoryName = unique('buildx')
  const { repository } = await client.send(new CreatePublicRepositoryCommand({ repositoryName }))
  const base = `${repository!.repositoryUri}:v1`
  const { authorizationData } = await client.send(new GetPublicTokenCommand({}))
  const auths = { [base.split('/')[0]!]: { auth: authorizationData!.authorizationToken! } }
  await mkdir(join(directory, 'public'))
  await writeFile(join(directory, 'public/config.json'), JSON.stringify({ auths }))
  const loggedIn = { env: { ...builder.env, DOCKER_CONFIG: join(directory, 'public') } }
  await run('docker', ['buildx', 'build', '--push', `--tag=${base}`, directory], loggedIn)

  await writeFile(join(directory, 'public/Dockerfile'), `FROM ${base}\nCOPY Dockerfile /\n`)
  await rm(join(directory, 'public/config.json'))
  const flags = ['--pull', '--output=type=cacheonly']
  await run('docker', ['buildx', 'build', ...flags, join(directory, 'public')], loggedIn)
})

test('docker buildx reads the provenance back, and pushes the same again', async () => {
  const { repositoryName, image } = await push()
  const provenance = ['--format', '{{json (index .Provenance "linux/amd64")}}']
  assert.match(await buildx('imagetools', 'inspect', ...provenance, `${image}:v1`), /buildkit/)
  await buildx('imagetools', 'create', `--tag=${image}:v2`, `${image}:v1`)
  const { imageDetails } = await clientOf(target).send(
    new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: 'v1' }] }),
  )
  assert.deepEqual(imageDetails![0]!.imageTags!.toSorted(), ['v1', 'v2'])
})

test('a cache is pushed as an image manifest, and an index of layers is a bad request', async () => {
  const repositoryName = unique('buildx')
  const { repository } = await clientOf(target).send(
    new CreateRepositoryCommand({ repositoryName }),
  )
  const cache = `type=registry,mode=max,ref=${repository!.repositoryUri}:cache`
  const build = (options: string) =>
    buildx('build', '--output=type=cacheonly', `--cache-to=${cache},${options}`, directory)
  await assert.rejects(build('image-manifest=false'), /400 Bad Request/)
  await build('image-manifest=true,oci-mediatypes=true')
  const flags = ['--no-cache', '--output=type=cacheonly']
  await buildx('build', ...flags, `--cache-from=${cache.replace('mode=max,', '')}`, directory)
  const { imageDetails } = await clientOf(target).send(
    new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: 'cache' }] }),
  )
  const [{ imageManifestMediaType, artifactMediaType }] = imageDetails as [ImageDetail]
  assert.equal(imageManifestMediaType, manifestType)
  assert.equal(artifactMediaType, 'application/vnd.buildkit.cacheconfig.v0')
})
