import type {
  DescribeImageReplicationStatusCommandInput,
  DescribeImageReplicationStatusCommandOutput,
} from '@aws-sdk/client-ecr'
import { type Operation, readOnly } from '../../service.ts'
import { findImageById } from '../images.ts'
import { replicationStatusesOf } from '../replication.ts'
import { findRepository } from '../repository.ts'

export const DescribeImageReplicationStatus: Operation<
  DescribeImageReplicationStatusCommandInput,
  DescribeImageReplicationStatusCommandOutput
> = readOnly(({ imageId, ...input }, call) => {
  const repository = findRepository(call, input)
  const { digest } = findImageById(repository, imageId)
  return {
    repositoryName: repository.repositoryName,
    imageId: { imageDigest: digest, imageTag: imageId.imageTag },
    replicationStatuses: replicationStatusesOf(call, repository),
  }
})
