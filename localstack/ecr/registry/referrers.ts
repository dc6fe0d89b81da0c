import { readManifest } from '../content.ts'
import { parseManifest } from '../manifest.ts'
import type { ImageRecord } from '../state.ts'
import { checkDigest } from './digest.ts'
import type { Exchange, Handler } from './exchange.ts'

/** Lists the manifests whose `subject` is this digest; an unknown digest has none. */
export const getReferrers: Handler = (exchange) => {
  const { repository, response, url } = exchange
  const subject = checkDigest(exchange.reference)
  const artifactType = url.searchParams.get('artifactType')
  const manifests = [...repository.images.values()]
    .filter((image) => image.subject === subject)
    .map((image) => describe(exchange, image))
    .filter((referrer) => artifactType === null || referrer.artifactType === artifactType)
  const index = {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests,
  }
  response.writeHead(200, {
    'content-type': index.mediaType,
    ...(artifactType !== null && { 'oci-filters-applied': 'artifactType' }),
  })
  response.end(JSON.stringify(index))
}

function describe({ scope }: Exchange, image: ImageRecord) {
  const { digest, mediaType, artifactMediaType: artifactType } = image
  const bytes = readManifest(scope, digest)
  const { annotations } = parseManifest(bytes, mediaType)
  return { mediaType, digest, size: bytes.length, artifactType, annotations }
}
