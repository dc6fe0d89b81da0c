import type {
  ListImageReferrersCommandInput,
  ListImageReferrersCommandOutput,
} from '@aws-sdk/client-ecr'
import { type Operation, readOnly } from '../../service.ts'
import { page } from '../page.ts'
import { referrersOf } from '../referrers.ts'
import { findRepository } from '../repository.ts'
import { statusOf } from '../storage-class.ts'

const defaultPage = 20

export const ListImageReferrers: Operation<
  ListImageReferrersCommandInput,
  ListImageReferrersCommandOutput
> = readOnly(
  ({ subjectId, filter: { artifactTypes, artifactStatus = 'ACTIVE' } = {}, ...input }, call) => {
    const repository = findRepository(call, input)
    const now = call.clock.now()
    const statusOfDigest = (digest: string) => statusOf(repository.images.get(digest)!, now)
    const referrers = referrersOf(call, repository, subjectId.imageDigest)
      .map((referrer) => ({ ...referrer, artifactStatus: statusOfDigest(referrer.digest) }))
      .filter(({ artifactType = '' }) => artifactTypes?.includes(artifactType) ?? true)
      .filter((referrer) => ['ANY', referrer.artifactStatus].includes(artifactStatus))
    const { maxResults = defaultPage, nextToken: token } = input
    const { items, nextToken } = page(referrers, ({ digest }) => digest, {
      maxResults,
      nextToken: token,
    })
    return { referrers: items, nextToken }
  },
)
