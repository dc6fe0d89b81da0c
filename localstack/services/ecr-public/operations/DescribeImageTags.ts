import type {
  DescribeImageTagsCommandInput,
  DescribeImageTagsCommandOutput,
} from '@aws-sdk/client-ecr-public'
import { describeImage, findRepository, page } from '../../ecr/public.ts'
import { type Operation, readOnly } from '../../service.ts'

export const DescribeImageTags: Operation<
  DescribeImageTagsCommandInput,
  DescribeImageTagsCommandOutput
> = readOnly((input, call) => {
  const repository = findRepository(call, input)
  const now = call.clock.now()
  const { items, nextToken } = page([...repository.tags], ([imageTag]) => imageTag, input)
  const imageTagDetails = items.map(([imageTag, digest]) => ({
    imageTag,
    createdAt: repository.taggedAt?.get(imageTag),
    imageDetail: describeImage(repository, repository.images.get(digest)!, now),
  }))
  return { imageTagDetails, nextToken }
})
