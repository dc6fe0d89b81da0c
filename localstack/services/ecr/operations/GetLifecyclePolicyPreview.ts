import type {
  GetLifecyclePolicyPreviewCommandInput,
  GetLifecyclePolicyPreviewCommandOutput,
} from '@aws-sdk/client-ecr'
import type { LifecyclePolicyPreviewResult } from '@aws-sdk/client-ecr'
import { type Given, type Operation, readOnly } from '../../service.ts'
import { lookUpImage } from '../images.ts'
import { hasExpired, previewOf, summaryOf } from '../lifecycle-preview.ts'
import { checkUnpaged, page } from '../page.ts'
import { findRepository } from '../repository.ts'
import type { RepositoryRecord } from '../records.ts'

type Input = Given<GetLifecyclePolicyPreviewCommandInput>

export const GetLifecyclePolicyPreview: Operation<
  GetLifecyclePolicyPreviewCommandInput,
  GetLifecyclePolicyPreviewCommandOutput
> = readOnly((input, call) => {
  const repository = findRepository(call, input)
  const { registryId, repositoryName } = repository
  if (input.imageIds) checkUnpaged('imageIds', input)
  const preview = previewOf(repository)
  const { policyText: lifecyclePolicyText, results } = preview
  const about = { registryId, repositoryName, lifecyclePolicyText }
  if (hasExpired(preview, call.clock.now())) return { ...about, status: 'EXPIRED' }
  const asked = results.filter(isAskedFor(repository, input))
  const { items, nextToken } = page(asked, ({ imageDigest = '' }) => imageDigest, input)
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
  const found = imageIds?.map((imageId) => lookUpImage(repository, imageId))
  const named = found && new Set(found.flatMap((image) => ('digest' in image ? image.digest : [])))
  return ({ imageDigest = '', imageTags = [] }) =>
    (tagStatus === 'ANY' || (tagStatus === 'TAGGED') === imageTags.length > 0) &&
    (named?.has(imageDigest) ?? true)
}
