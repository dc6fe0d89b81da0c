import { awsError } from '../../kernel/errors.ts'
import { invalidEcrParameter } from './invalid.ts'

/** The size ECR allows a manifest: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html */
export const maxManifestBytes = 4_194_304

interface Descriptor {
  mediaType: string
  digest: string
  size: number
  urls?: string[] | undefined
}

/** A manifest or an index: https://github.com/opencontainers/image-spec/blob/main/manifest.md */
export interface Manifest {
  mediaType: string
  artifactType?: string | undefined
  annotations?: Record<string, string> | undefined
  config?: Descriptor | undefined
  layers: Descriptor[]
  /** An index's manifests. */
  children: Descriptor[]
  subject?: Descriptor | undefined
}

const imageTypes = [
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
]
const indexTypes = [
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.index.v1+json',
]

/** Parses a manifest and rejects what ECR rejects; `statedType` is the Content-Type or `imageManifestMediaType`. */
export function parseManifest(bytes: Buffer, statedType?: string): Manifest {
  if (bytes.length > maxManifestBytes)
    throw invalidManifest(`must have length less than or equal to ${maxManifestBytes}`)
  const json = object(parseJson(bytes))
  const mediaType = mediaTypeOf(json, statedType)
  if (json.schemaVersion !== 2) throw invalidManifest('schemaVersion must be 2')
  const isIndex = indexTypes.includes(mediaType)
  if (isIndex) checkEntries(json.manifests)
  else checkParts(json)
  return {
    mediaType,
    artifactType: optionalText(json.artifactType, 'artifactType'),
    annotations: json.annotations as Record<string, string> | undefined,
    config: isIndex ? undefined : descriptor(json.config, 'config'),
    layers: isIndex ? [] : descriptors(json.layers, 'layers'),
    children: isIndex ? descriptors(json.manifests, 'manifests') : [],
    subject: json.subject === undefined ? undefined : descriptor(json.subject, 'subject'),
  }
}

/** The type of an artifact: its own `artifactType`, or the type of its config. */
export const artifactMediaTypeOf = ({ artifactType, config }: Manifest) =>
  artifactType ?? config?.mediaType

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    throw invalidManifest('Invalid JSON syntax')
  }
}

function mediaTypeOf({ mediaType }: Record<string, unknown>, statedType?: string): string {
  const own = optionalText(mediaType, 'mediaType')
  if (own && statedType && own !== statedType)
    throw invalidManifest(`mediaType '${own}' does not match the stated media type '${statedType}'`)
  const type = own ?? statedType
  if (!type) throw invalidManifest('image manifest mediatype not provided in manifest or parameter')
  if (![...imageTypes, ...indexTypes].includes(type))
    throw invalidManifest(`unsupported manifest media type '${type}'`)
  return type
}

/** Rejects an image that is valid by OCI's specification, and that ECR does not take. */
function checkParts({ artifactType, config, layers }: Record<string, unknown>): void {
  // https://github.com/opencontainers/image-spec/issues/1025, https://github.com/moby/buildkit/pull/4331
  if (Array.isArray(layers) && layers.length === 0) throw invalidManifest('Invalid JSON syntax')
  // https://github.com/goharbor/acceleration-service/pull/353
  if ((config as { annotations?: unknown } | undefined)?.annotations !== undefined)
    throw invalidManifest('Invalid JSON syntax')
  // https://github.com/aws/containers-roadmap/issues/2306
  const types = [
    artifactType,
    ...[config, layers].flat().map((part) => (part as Descriptor | undefined)?.mediaType),
  ]
  if (types.some((type) => typeof type === 'string' && type.includes(';')))
    throw invalidManifest('Invalid JSON syntax')
}

/**
 * Rejects an index of something other than images. BuildKit makes one of its cache unless it is given
 * `image-manifest=true`, and ECR answers 400: https://github.com/aws/containers-roadmap/issues/876
 */
function checkEntries(manifests: unknown): void {
  for (const entry of [manifests].flat()) {
    const { mediaType, platform } = (entry ?? {}) as {
      mediaType?: unknown
      platform?: object | null
    }
    // https://github.com/aws/containers-roadmap/issues/2439
    if (typeof platform === 'object' && 'features' in (platform ?? {}))
      throw invalidManifest('Invalid JSON syntax')
    if (typeof mediaType === 'string' && ![...imageTypes, ...indexTypes].includes(mediaType))
      throw awsError(
        'InvalidParameterException',
        `Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'an index may not have an entry of the type ${mediaType}'`,
        400,
      )
  }
}

function descriptors(value: unknown, name: string): Descriptor[] {
  if (!Array.isArray(value)) throw invalidManifest(`${name} must be an array`)
  return value.map((item) => descriptor(item, name))
}

function descriptor(value: unknown, name: string): Descriptor {
  const { mediaType, digest, size, urls } = object(value, name)
  if (typeof mediaType !== 'string' || mediaType === '')
    throw invalidManifest(`${name} must have a mediaType`)
  if (typeof digest !== 'string' || !/^sha256:[a-f0-9]{64}$/.test(digest))
    throw invalidManifest(`${name} must have a sha256 digest`)
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
    throw invalidManifest(`${name} must have a size`)
  return { mediaType, digest, size, urls: urls as string[] | undefined }
}

function object(value: unknown, name = 'manifest'): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalidManifest(name === 'manifest' ? 'Invalid JSON syntax' : `${name} must be an object`)
  return value as Record<string, unknown>
}

function optionalText(value: unknown, name: string): string | undefined {
  if (value !== undefined && typeof value !== 'string')
    throw invalidManifest(`${name} must be a string`)
  return value
}

const invalidManifest = (constraint: string) => invalidEcrParameter('ImageManifest', constraint)
