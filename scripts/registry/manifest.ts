import type { RegistryCall, RegistryClient } from './client.ts'
import { limits, readBytes, readJson } from './read.ts'
import type { RegistryRepository } from './reference.ts'

export interface Descriptor {
  digest: string
  mediaType: string
  size: number
  platform?: { os: string; architecture: string; variant?: string }
  /** A layer that is fetched from elsewhere. */
  urls?: string[]
}

export interface RegistryManifest {
  digest: string
  mediaType: string
  bytes: Uint8Array<ArrayBuffer>
  /** The parts of an index. */
  manifests: Descriptor[]
  config: Descriptor | undefined
  layers: Descriptor[]
}

const mediaTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
]

const headers = { accept: mediaTypes.join(', ') }

/** Finds the digest of an image by its tag; undefined if the registry has none. */
export async function findDigest(
  client: RegistryClient,
  repository: Pick<RegistryCall, 'host' | 'name' | 'actions'>,
  tag: string,
): Promise<string | undefined> {
  const path = `manifests/${tag}`
  try {
    const response = await client.call({ ...repository, method: 'HEAD', path, headers })
    return response.headers.get('docker-content-digest') ?? undefined
  } catch (error) {
    if ((error as { status?: number }).status === 404) return undefined
    throw error
  }
}

/** Reads a manifest by its tag or digest. */
export async function readManifest(
  client: RegistryClient,
  repository: RegistryRepository,
  reference: string,
): Promise<RegistryManifest> {
  const response = await client.call({ ...repository, path: `manifests/${reference}`, headers })
  const bytes = await readBytes(response, limits.manifest)
  const digest = `sha256:${Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex')}`
  if (reference.includes(':') && digest !== reference)
    throw new Error(`${repository.host}/${repository.name}@${reference} has another content`)
  const { mediaType, manifests = [], config, layers = [] } = parse(bytes, repository, reference)
  const type = mediaType ?? response.headers.get('content-type') ?? ''
  return { digest, mediaType: type, bytes, manifests, config, layers }
}

function parse(
  bytes: Uint8Array,
  { host, name }: RegistryRepository,
  reference: string,
): Partial<RegistryManifest> {
  try {
    return JSON.parse(Buffer.from(bytes).toString()) as Partial<RegistryManifest>
  } catch (cause) {
    throw new Error(`${host}/${name} has a manifest ${reference} that is not valid JSON`, { cause })
  }
}

/** Reads the labels of an image, of an index the one of this platform. */
export async function readLabels(
  client: RegistryClient,
  repository: RegistryRepository,
  { digest, platform }: { digest: string; platform: string },
): Promise<Record<string, string>> {
  const manifest = await readManifest(client, repository, digest)
  const part = manifest.manifests.find(
    (one) => `${one.platform?.os}/${one.platform?.architecture}` === platform,
  )
  if (part) return readLabels(client, repository, { digest: part.digest, platform })
  if (!manifest.config) return {}
  const response = await client.call({ ...repository, path: `blobs/${manifest.config.digest}` })
  const { config } = await readJson<{ config?: { Labels?: Record<string, string> } }>(
    response,
    limits.config,
  )
  return config?.Labels ?? {}
}
