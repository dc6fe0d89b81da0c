import type {
  ListImageReferrersCommandInput,
  ListImageReferrersCommandOutput,
} from '@aws-sdk/client-ecr'
import { type Operation, readOnly } from '../../service.ts'
import { paginateByKey } from '../../../kernel/paginate.ts'
import { ecrPaging } from '../invalid.ts'
import { referrersOf } from '../referrers.ts'
import { requireRepository } from '../repository.ts'
import { statusOf } from '../storage-class.ts'

const defaultPage = 20

export const ListImageReferrers: Operation<
  ListImageReferrersCommandInput,
  ListImageReferrersCommandOutput
> = readOnly(
  ({ subjectId, filter: { artifactTypes, artifactStatus = 'ACTIVE' } = {}, ...input }, call) => {
    const repository = requireRepository(call, input)
    const now = call.clock.now()
    const statusOfDigest = (digest: string) => statusOf(repository.images.get(digest)!, now)
    const referrers = referrersOf(call, repository, subjectId.imageDigest)
      .map((referrer) => ({ ...referrer, artifactStatus: statusOfDigest(referrer.digest) }))
      .filter(({ artifactType = '' }) => artifactTypes?.includes(artifactType) ?? true)
      .filter((referrer) => ['ANY', referrer.artifactStatus].includes(artifactStatus))
    const { items, next: nextToken } = paginateByKey(referrers, {
      keyOf: ({ digest }) => digest,
      ...ecrPaging({ maxResults: defaultPage, ...input }),
    })
    return { referrers: items, nextToken }
  },
)
