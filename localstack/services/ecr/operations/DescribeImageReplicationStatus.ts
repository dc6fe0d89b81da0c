import type {
  DescribeImageReplicationStatusCommandInput,
  DescribeImageReplicationStatusCommandOutput,
} from '@aws-sdk/client-ecr'
import { type Operation, readOnly } from '../../service.ts'
import { requireImage } from '../images.ts'
import { replicationStatusesOf } from '../replication.ts'
import { requireRepository } from '../repository.ts'

export const DescribeImageReplicationStatus: Operation<
  DescribeImageReplicationStatusCommandInput,
  DescribeImageReplicationStatusCommandOutput
> = readOnly(({ imageId, ...input }, call) => {
  const repository = requireRepository(call, input)
  const { digest } = requireImage(repository, imageId)
  return {
    repositoryName: repository.repositoryName,
    imageId: { imageDigest: digest, imageTag: imageId.imageTag },
    replicationStatuses: replicationStatusesOf(call, repository),
  }
})
