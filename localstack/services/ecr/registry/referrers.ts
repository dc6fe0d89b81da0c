import { referrersOf } from '../referrers.ts'
import { checkDigest } from './digest.ts'
import type { Handler } from './exchange.ts'

/** Lists the manifests whose `subject` is this digest; an unknown digest has none. */
export const getReferrers: Handler = ({ scope, repository, response, url, reference }) => {
  const subject = checkDigest(reference)
  const artifactType = url.searchParams.get('artifactType')
  const manifests = referrersOf(scope, repository, subject).filter(
    (referrer) => artifactType === null || referrer.artifactType === artifactType,
  )
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
