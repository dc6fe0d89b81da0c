import {
  BatchDeleteImageCommand,
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  type ImageDetail,
} from '@aws-sdk/client-ecr'
import {
  clientOf,
  manifestOf,
  pushImage,
  type RegistryFetch,
  registryOf,
  sha256,
} from '../../localstack/services/ecr/client.ts'
import type { Actor, Life } from '../actor.ts'

/** Pushes images to a repository, moves and deletes their tags, and deletes the repository with all its images. */
export function images(name: string): Actor {
  const repositoryName = `sweep/${name}`
  const prefix = `${repositoryName}:`
  const repository = `${prefix}#`
  const create = (life: Life) =>
    life.ledger.change({ [repository]: 'there' }, () =>
      clientOf(life.target).send(new CreateRepositoryCommand({ repositoryName })),
    )
  const remove = (life: Life) =>
    life.ledger.change(
      Object.fromEntries(life.ledger.keys(prefix).map((key) => [key, undefined])),
      () =>
        clientOf(life.target).send(new DeleteRepositoryCommand({ repositoryName, force: true })),
    )
  return {
    prefix,
    async act(life) {
      const { ledger, random, target } = life
      if (ledger.value(repository) === undefined) return create(life)
      const choice = random()
      if (choice < 0.05) return remove(life)
      const imageTag = `t${random.below(5)}`
      const key = prefix + imageTag
      if (choice < 0.25 && ledger.value(key) !== undefined)
        return ledger.change({ [key]: undefined }, () =>
          clientOf(target).send(
            new BatchDeleteImageCommand({ repositoryName, imageIds: [{ imageTag }] }),
          ),
        )
      const registry = await registryOf(target)
      if (choice < 0.35) return beginUpload(registry, repositoryName)
      return push(life, { registry, repositoryName, imageTag })
    },
    async observe({ target }) {
      const client = clientOf(target)
      const { repositories = [] } = await client.send(new DescribeRepositoriesCommand({}))
      const found = new Map<string, string>()
      if (!repositories.some((each) => each.repositoryName === repositoryName)) return found
      found.set(repository, 'there')
      const registry = await registryOf(target)
      const { imageDetails = [] } = await client.send(new DescribeImagesCommand({ repositoryName }))
      for (const image of imageDetails) {
        await checkWhole(registry, repositoryName, image)
        for (const tag of image.imageTags ?? []) found.set(prefix + tag, image.imageDigest!)
      }
      return found
    },
    async tearDown(life) {
      if (life.ledger.value(repository) !== undefined) await remove(life)
    },
  }
}

interface Push {
  registry: RegistryFetch
  repositoryName: string
  imageTag: string
}

async function push({ ledger, random }: Life, { registry, repositoryName, imageTag }: Push) {
  const layer = `layer ${random.below(40)} `.repeat(random.oneOf([1, 100, 3000]))
  const digest = sha256(manifestOf({ layer }))
  await ledger.change({ [`${repositoryName}:${imageTag}`]: digest }, async () => {
    const { response } = await pushImage(registry, repositoryName, { tag: imageTag, layer })
    if (response.status !== 201)
      throw new Error(`PUT of a manifest was answered ${response.status}`)
  })
}

/** Leaves an upload behind. */
async function beginUpload(registry: RegistryFetch, repositoryName: string) {
  const started = await registry(`/v2/${repositoryName}/blobs/uploads/`, { method: 'POST' })
  await registry(started.headers.get('location')!, { method: 'PATCH', body: 'a beginning' })
}

/** Pulls an image: its manifest and its blobs are there and are what they are called. */
async function checkWhole(
  registry: RegistryFetch,
  repositoryName: string,
  { imageDigest = '' }: ImageDetail,
): Promise<void> {
  const pull = async (path: string, digest: string) => {
    const response = await registry(`/v2/${repositoryName}/${path}/${digest}`)
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (response.status !== 200 || sha256(bytes) !== digest)
      throw new Error(
        `${repositoryName}: ${path} ${digest} is listed and answered ${response.status}`,
      )
    return bytes
  }
  const manifest = JSON.parse(Buffer.from(await pull('manifests', imageDigest)).toString()) as {
    config: { digest: string }
    layers: { digest: string }[]
  }
  for (const { digest } of [manifest.config, ...manifest.layers]) await pull('blobs', digest)
}
