import type {
  GetLifecyclePolicyPreviewCommandInput,
  GetLifecyclePolicyPreviewCommandOutput,
} from '@aws-sdk/client-ecr'
import type { LifecyclePolicyPreviewResult } from '@aws-sdk/client-ecr'
import { type Given, type Operation, readOnly } from '../../service.ts'
import { findImageOrFailure } from '../images.ts'
import { hasExpired, requirePreview, summaryOf } from '../lifecycle-preview.ts'
import { paginateByKey } from '../../../kernel/paginate.ts'
import { checkUnpaged, ecrPaging } from '../invalid.ts'
import { requireRepository } from '../repository.ts'
import type { RepositoryRecord } from '../records.ts'

type Input = Given<GetLifecyclePolicyPreviewCommandInput>

export const GetLifecyclePolicyPreview: Operation<
  GetLifecyclePolicyPreviewCommandInput,
  GetLifecyclePolicyPreviewCommandOutput
> = readOnly((input, call) => {
  const repository = requireRepository(call, input)
  const { registryId, repositoryName } = repository
  if (input.imageIds) checkUnpaged('imageIds', input)
  const preview = requirePreview(repository)
  const { policyText: lifecyclePolicyText, results } = preview
  const about = { registryId, repositoryName, lifecyclePolicyText }
  if (hasExpired(preview, call.clock.now())) return { ...about, status: 'EXPIRED' }
  const asked = results.filter(isAskedFor(repository, input))
  const { items, next: nextToken } = paginateByKey(asked, {
    keyOf: ({ imageDigest = '' }) => imageDigest,
    ...ecrPaging(input),
  })
  return {
    ...about,
    status: 'COMPLETE',
    previewResults: items,
    summary: summaryOf(results),
    nextToken,
  }
})

function isAskedFor(
  repository: RepositoryRecord,
  { imageIds, filter: { tagStatus = 'ANY' } = {} }: Input,
): (result: LifecyclePolicyPreviewResult) => boolean {
  const found = imageIds?.map((imageId) => findImageOrFailure(repository, imageId))
  const named = found && new Set(found.flatMap((image) => ('digest' in image ? image.digest : [])))
  return ({ imageDigest = '', imageTags = [] }) =>
    (tagStatus === 'ANY' || (tagStatus === 'TAGGED') === imageTags.length > 0) &&
    (named?.has(imageDigest) ?? true)
}
