import { BatchCheckLayerAvailability } from './operations/BatchCheckLayerAvailability.ts'
import { BatchDeleteImage } from './operations/BatchDeleteImage.ts'
import { CompleteLayerUpload } from './operations/CompleteLayerUpload.ts'
import { DeleteRepository } from './operations/DeleteRepository.ts'
import { DeleteRepositoryPolicy } from './operations/DeleteRepositoryPolicy.ts'
import { DescribeImages } from './operations/DescribeImages.ts'
import { DescribeRepositories } from './operations/DescribeRepositories.ts'
import { GetRepositoryPolicy } from './operations/GetRepositoryPolicy.ts'
import { InitiateLayerUpload } from './operations/InitiateLayerUpload.ts'
import { ListTagsForResource } from './operations/ListTagsForResource.ts'
import { PutImage } from './operations/PutImage.ts'
import { SetRepositoryPolicy } from './operations/SetRepositoryPolicy.ts'
import { TagResource } from './operations/TagResource.ts'
import { UntagResource } from './operations/UntagResource.ts'
import { UploadLayerPart } from './operations/UploadLayerPart.ts'

/** The operations that ECR and ECR Public share. They work on the registry of the call's scope. */
export const sharedOperations = {
  BatchCheckLayerAvailability,
  BatchDeleteImage,
  CompleteLayerUpload,
  DeleteRepository,
  DeleteRepositoryPolicy,
  DescribeImages,
  DescribeRepositories,
  GetRepositoryPolicy,
  InitiateLayerUpload,
  ListTagsForResource,
  PutImage,
  SetRepositoryPolicy,
  TagResource,
  UntagResource,
  UploadLayerPart,
}
