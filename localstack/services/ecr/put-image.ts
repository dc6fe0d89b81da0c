import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { contentDigest, findContent, holdContent, writeManifest } from './content.ts'
import { checkTag, tagImage } from './image-tags.ts'
import { checkImageLimit } from './limits.ts'
import { artifactMediaTypeOf, type Manifest, parseManifest } from './manifest.ts'
import { checkTagMayMove } from './tag-mutability.ts'
import type { ImageRecord, RepositoryRecord } from './records.ts'

export interface Push {
  bytes: Buffer
  mediaType?: string | undefined
  tag?: string | undefined
  digest?: string | undefined
}

/** Checks a manifest from PutImage or `docker push`, stores it (outside the archive) and tags it. */
export function putImage(scope: Scope, repository: RepositoryRecord, push: Push): ImageRecord {
  const { bytes, mediaType, tag, digest = contentDigest(bytes) } = push
  if (tag !== undefined) checkTag(tag)
  const manifest = parseManifest(bytes, mediaType)
  if (digest !== contentDigest(bytes))
    throw awsError(
      'ImageDigestDoesNotMatchException',
      `The provided image digest '${digest}' does not match the calculated image digest '${contentDigest(bytes)}'`,
    )
  checkLayersExist(scope, repository, manifest)
  checkChildrenExist(repository, manifest)
  if (tag !== undefined) checkTagMayMove(repository, tag)
  const image = repository.images.get(digest) ?? keepImage(scope, repository, manifest, bytes)
  if (image.archivedAt) image.activatedAt = scope.clock.now()
  if (tag !== undefined) tagImage(repository, { tag, digest, now: scope.clock.now() })
  return image
}

function checkLayersExist(scope: Scope, repository: RepositoryRecord, manifest: Manifest): void {
  const missing = layersOf(manifest).filter(({ digest }) => !findContent(scope, repository, digest))
  if (missing.length > 0)
    throw awsError('LayersNotFoundException', required('Layers', missing, repository))
}

function checkChildrenExist(repository: RepositoryRecord, { children }: Manifest): void {
  const missing = children.filter(({ digest }) => !repository.images.has(digest))
  if (missing.length > 0)
    throw awsError('ReferencedImagesNotFoundException', required('Images', missing, repository))
}

const required = (
  what: string,
  missing: { digest: string }[],
  { repositoryName, registryId }: RepositoryRecord,
) =>
  `${what} with digests '[${missing.map(({ digest }) => digest).join(', ')}]' required for pushing image into repository with name '${repositoryName}' in the registry with id '${registryId}' do not exist`

/** The config and every layer that a registry keeps: one with `urls` is fetched from elsewhere. */
const layersOf = ({ config, layers }: Manifest) =>
  [...(config ? [config] : []), ...layers].filter(({ urls }) => !urls?.length)

function keepImage(
  scope: Scope,
  repository: RepositoryRecord,
  manifest: Manifest,
  bytes: Buffer,
): ImageRecord {
  checkImageLimit(scope, repository)
  const digest = writeManifest(scope, bytes)
  const layers = layersOf(manifest)
  holdContent(scope, repository, { digest, size: bytes.length, mediaType: manifest.mediaType })
  for (const layer of layers) holdContent(scope, repository, layer)
  const children = manifest.children.map((child) => child.digest)
  const image: ImageRecord = {
    digest,
    mediaType: manifest.mediaType,
    artifactMediaType: artifactMediaTypeOf(manifest),
    size: sizeOf(repository, layers, children),
    pushedAt: scope.clock.now(),
    tags: new Set(),
    layers: layers.map((layer) => layer.digest),
    children,
    subject: manifest.subject?.digest,
  }
  return repository.images.set(digest, image).get(digest)!
}

/** An index is as large as its largest image: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageDetail.html */
function sizeOf(
  repository: RepositoryRecord,
  layers: { size: number }[],
  children: string[],
): number {
  const sizes = children.map((digest) => repository.images.get(digest)?.size ?? 0)
  return layers.reduce((sum, { size }) => sum + size, Math.max(0, ...sizes))
}
