import { readBody } from '../../../kernel/read-body.ts'
import { readManifest } from '../content.ts'
import { deleteImage } from '../delete-image.ts'
import { isTag } from '../image-tags.ts'
import { ImageUses } from '../image-uses.ts'
import { maxManifestBytes } from '../manifest.ts'
import { putImage } from '../put-image.ts'
import { statusOf } from '../storage-class.ts'
import { isDigest } from './digest.ts'
import { RegistryError } from './errors.ts'
import type { RegistryExchange, Handler } from './exchange.ts'
import type { ImageRecord } from '../records.ts'

/** Tells what a tag or a digest names. */
export const headManifest: Handler = (exchange) => {
  const { response, scope } = exchange
  const image = findAccepted(exchange)
  response.writeHead(200, headers(image, readManifest(scope, image.digest).length)).end()
}

/** Sends a manifest: this is what counts as a pull. */
export const getManifest: Handler = async (exchange) => {
  const { response, scope } = exchange
  const image = findAccepted(exchange)
  const bytes = readManifest(scope, image.digest)
  await scope.commit(() => (image.lastRecordedPullTime = scope.clock.now()))
  response.writeHead(200, headers(image, bytes.length)).end(bytes)
}

/** Takes a manifest, by PutImage's rules. */
export const putManifest: Handler = async (exchange) => {
  const { request, response, scope, repository, name, reference } = exchange
  const mediaType = request.headers['content-type']?.split(';')[0]?.trim()
  const bytes = await readBody(request, maxManifestBytes)
  const named = isDigest(reference) ? { digest: reference } : { tag: reference }
  const image = await scope.commit(() =>
    putImage(scope, repository, { bytes, mediaType, ...named }),
  )
  response
    .writeHead(201, {
      location: `/v2/${name}/manifests/${image.digest}`,
      'docker-content-digest': image.digest,
      'content-length': 0,
      ...(image.subject && { 'oci-subject': image.subject }),
    })
    .end()
}

/** Removes a tag or an image, by BatchDeleteImage's rules. */
export const deleteManifest: Handler = async ({ response, scope, repository, reference }) => {
  const imageId = isDigest(reference) ? { imageDigest: reference } : { imageTag: reference }
  const result = await scope.commit(() =>
    deleteImage(scope, { repository, uses: new ImageUses(repository) }, imageId),
  )
  if (!Array.isArray(result)) {
    const { failureCode, failureReason = '' } = result
    if (failureCode === 'ImageNotFound') throw unknown(failureReason)
    throw new RegistryError(405, 'UNSUPPORTED', failureReason)
  }
  response.writeHead(202, { 'content-length': 0 }).end()
}

/** A tag that ECR does not allow is a bad request to read: https://github.com/bazel-contrib/rules_oci/issues/720 */
function find({ repository, reference }: RegistryExchange): ImageRecord {
  if (!isDigest(reference) && !isTag(reference))
    throw new RegistryError(400, 'TAG_INVALID', `The tag '${reference}' is not valid`)
  const digest = isDigest(reference) ? reference : repository.tags.get(reference)
  const image = repository.images.get(digest ?? '')
  if (!image) throw unknown('Requested image not found')
  return image
}

function findAccepted(exchange: RegistryExchange): ImageRecord {
  const image = find(exchange)
  const { accept } = exchange.request.headers
  const accepted = (accept ?? '*/*').split(',').map((type) => type.split(';')[0]!.trim())
  if (!accepted.some((type) => ['*/*', 'application/*', image.mediaType].includes(type)))
    throw unknown(`The image is a ${image.mediaType}, which the client does not accept`)
  if (statusOf(image, exchange.scope.clock.now()) !== 'ACTIVE')
    throw unknown('Requested image not found')
  return image
}

const unknown = (message: string) => new RegistryError(404, 'MANIFEST_UNKNOWN', message)

const headers = ({ digest, mediaType }: ImageRecord, length: number) => ({
  'content-type': mediaType,
  'content-length': length,
  'docker-content-digest': digest,
})
