import { BatchGetImageCommand, GetDownloadUrlForLayerCommand } from '@aws-sdk/client-ecr'
import type { Context } from '../release/context.ts'

/** The contents of a manifest. */
export interface Contents {
  platform: string
  /** The digests of an index's images. */
  parts: string[]
  /** The digests of an index's attestations (provenance, SBOM). */
  attestations: string[]
}

interface Platform {
  os?: string
  architecture?: string
  variant?: string
}

interface Descriptor {
  digest: string
  mediaType: string
  platform?: Platform | undefined
  annotations?: Record<string, string> | undefined
}

interface Manifest {
  config?: Descriptor | undefined
  artifactType?: string | undefined
  manifests?: Descriptor[] | undefined
}

/** The limit of BatchGetImage. */
const batchSize = 100

/** Reads the manifests of a private repository's images. ECR counts that as a pull. */
export async function readContents(
  context: Context,
  repositoryName: string,
  digests: string[],
): Promise<Map<string, Contents>> {
  const manifests = await readManifests(context, repositoryName, digests)
  const known = new Map<string, Contents>()
  const platforms = new Map<string, string>()
  for (const [digest, { manifests: entries }] of manifests)
    if (entries) known.set(digest, contentsOf(entries, platforms))
  for (const [digest, manifest] of manifests)
    if (!known.has(digest))
      known.set(digest, {
        platform: platforms.get(digest) ?? (await platformOf(context, repositoryName, manifest)),
        parts: [],
        attestations: [],
      })
  return known
}

async function readManifests({ aws }: Context, repositoryName: string, digests: string[]) {
  const manifests = new Map<string, Manifest>()
  for (let start = 0; start < digests.length; start += batchSize) {
    const imageIds = digests.slice(start, start + batchSize).map((imageDigest) => ({ imageDigest }))
    const { images = [] } = await aws.ecr.send(
      new BatchGetImageCommand({ repositoryName, imageIds }),
    )
    for (const { imageId, imageManifest } of images)
      manifests.set(imageId!.imageDigest!, JSON.parse(imageManifest!) as Manifest)
  }
  return manifests
}

/** Reads the platforms of an index's images from the index, without their configurations. */
function contentsOf(entries: Descriptor[], platforms: Map<string, string>): Contents {
  const [attestations, parts] = [
    entries.filter(attests),
    entries.filter((entry) => !attests(entry)),
  ]
  for (const { digest } of attestations) platforms.set(digest, 'attestation')
  for (const { digest, platform } of parts) platforms.set(digest, nameOf(platform))
  return {
    platform: 'image index',
    parts: parts.map(({ digest }) => digest),
    attestations: attestations.map(({ digest }) => digest),
  }
}

/** BuildKit's mark of an attestation: https://docs.docker.com/build/metadata/attestations/attestation-storage/ */
const attests = ({ annotations }: Descriptor) =>
  annotations?.['vnd.docker.reference.type'] === 'attestation-manifest'

/** The platform in the image's configuration, or the type of an artifact that is not an image. */
async function platformOf(
  { aws }: Context,
  repositoryName: string,
  manifest: Manifest,
): Promise<string> {
  const { config, artifactType } = manifest
  if (artifactType || !config || !/image\.(config\.)?v1\+json$/.test(config.mediaType))
    return artifactType ?? config?.mediaType ?? 'unknown'
  const { downloadUrl } = await aws.ecr.send(
    new GetDownloadUrlForLayerCommand({ repositoryName, layerDigest: config.digest }),
  )
  return nameOf(await readConfiguration(downloadUrl!))
}

/** Layers have another host than the API. If it cannot be reached, the platform is unknown. */
async function readConfiguration(url: string): Promise<Platform> {
  try {
    return (await (await fetch(url)).json()) as Platform
  } catch {
    return {}
  }
}

/** Docker's notation: `linux/arm64/v8`. */
const nameOf = ({ os, architecture, variant }: Platform = {}) =>
  [os, architecture, variant].filter(Boolean).join('/') || 'unknown'
