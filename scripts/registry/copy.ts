import type { RegistryClient } from './client.ts'
import { type Descriptor, readManifest, type RegistryManifest } from './manifest.ts'
import type { RegistryRepository } from './reference.ts'

export interface Copy {
  from: RegistryRepository
  digest: string
  to: RegistryRepository
  tags: string[]
}

/** Copies an image from one registry to another, with all platforms of an index, unchanged: by its digest. */
export async function copyImage(
  client: RegistryClient,
  { from, digest, to, tags }: Copy,
): Promise<void> {
  const manifest = await readManifest(client, from, digest)
  await copyContents(client, manifest, { from, to })
  for (const tag of tags) await putManifest(client, to, manifest, tag)
}

/** Gives an image of a repository another tag. */
export async function tagImage(
  client: RegistryClient,
  repository: RegistryRepository,
  { digest, tags }: { digest: string; tags: string[] },
): Promise<void> {
  const manifest = await readManifest(client, repository, digest)
  for (const tag of tags) await putManifest(client, repository, manifest, tag)
}

type Way = Pick<Copy, 'from' | 'to'>

async function copyContents(client: RegistryClient, manifest: RegistryManifest, way: Way) {
  for (const { digest } of manifest.manifests) {
    const part = await readManifest(client, way.from, digest)
    await copyContents(client, part, way)
    await putManifest(client, way.to, part, digest)
  }
  const blobs = [...manifest.layers, ...(manifest.config ? [manifest.config] : [])]
  const unique = new Map(blobs.filter(({ urls }) => !urls?.length).map((one) => [one.digest, one]))
  for (const blob of unique.values()) await copyBlob(client, blob, way)
}

async function copyBlob(client: RegistryClient, { digest, size }: Descriptor, { from, to }: Way) {
  const target = { ...to, actions: 'pull,push' as const }
  if (await hasBlob(client, to, digest)) return
  const opened = await client.call({ ...target, method: 'POST', path: 'blobs/uploads/' })
  const source = await client.call({ ...from, path: `blobs/${digest}` })
  const sent = await client.call({
    ...target,
    method: 'PATCH',
    path: locationOf(opened),
    headers: { 'content-type': 'application/octet-stream', 'content-length': String(size) },
    body: source.body!,
  })
  const end = new URL(locationOf(sent))
  end.searchParams.set('digest', digest)
  await client.call({ ...target, method: 'PUT', path: end.href })
}

/** A location may be relative to the request. */
const locationOf = (response: Response) =>
  new URL(response.headers.get('location')!, response.url).href

const hasBlob = (client: RegistryClient, to: RegistryRepository, digest: string) =>
  client
    .call({ ...to, method: 'HEAD', path: `blobs/${digest}`, actions: 'pull,push' })
    .then(() => true)
    .catch((error: { status?: number }) => {
      if (error.status === 404) return false
      throw error
    })

const putManifest = (
  client: RegistryClient,
  to: RegistryRepository,
  { bytes, mediaType }: RegistryManifest,
  reference: string,
) =>
  client.call({
    ...to,
    method: 'PUT',
    path: `manifests/${reference}`,
    headers: { 'content-type': mediaType },
    body: bytes,
    actions: 'pull,push',
  })
