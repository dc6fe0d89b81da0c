import type {
  DescribeImageTagsCommandInput,
  DescribeImageTagsCommandOutput,
} from '@aws-sdk/client-ecr-public'
import { paginateByKey } from '../../../kernel/paginate.ts'
import { ecrPaging, imageToApi, requireRepository } from '../../ecr/public.ts'
import { type Operation, readOnly } from '../../service.ts'

export const DescribeImageTags: Operation<
  DescribeImageTagsCommandInput,
  DescribeImageTagsCommandOutput
> = readOnly((input, call) => {
  const repository = requireRepository(call, input)
  const now = call.clock.now()
  const { items, next: nextToken } = paginateByKey([...repository.tags], {
    keyOf: ([imageTag]) => imageTag,
    ...ecrPaging(input),
  })
  const imageTagDetails = items.map(([imageTag, digest]) => ({
    imageTag,
    createdAt: repository.taggedAt?.get(imageTag),
    imageDetail: imageToApi(repository, repository.images.get(digest)!, now),
  }))
  return { imageTagDetails, nextToken }
})
