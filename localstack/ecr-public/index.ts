import { BatchCheckLayerAvailability } from '../ecr/operations/BatchCheckLayerAvailability.ts'
import { BatchDeleteImage } from '../ecr/operations/BatchDeleteImage.ts'
import { CompleteLayerUpload } from '../ecr/operations/CompleteLayerUpload.ts'
import { DeleteRepository } from '../ecr/operations/DeleteRepository.ts'
import { DeleteRepositoryPolicy } from '../ecr/operations/DeleteRepositoryPolicy.ts'
import { DescribeImages } from '../ecr/operations/DescribeImages.ts'
import { DescribeRepositories } from '../ecr/operations/DescribeRepositories.ts'
import { GetRepositoryPolicy } from '../ecr/operations/GetRepositoryPolicy.ts'
import { InitiateLayerUpload } from '../ecr/operations/InitiateLayerUpload.ts'
import { ListTagsForResource } from '../ecr/operations/ListTagsForResource.ts'
import { PutImage } from '../ecr/operations/PutImage.ts'
import { SetRepositoryPolicy } from '../ecr/operations/SetRepositoryPolicy.ts'
import { TagResource } from '../ecr/operations/TagResource.ts'
import { UntagResource } from '../ecr/operations/UntagResource.ts'
import { UploadLayerPart } from '../ecr/operations/UploadLayerPart.ts'
import { invalidInput } from '../ecr/invalid.ts'
import { defineService } from '../operation.ts'
import { CreateRepository } from './operations/CreateRepository.ts'
import { DescribeImageTags } from './operations/DescribeImageTags.ts'
import { DescribeRegistries } from './operations/DescribeRegistries.ts'
import { GetAuthorizationToken } from './operations/GetAuthorizationToken.ts'
import { GetRegistryCatalogData } from './operations/GetRegistryCatalogData.ts'
import { GetRepositoryCatalogData } from './operations/GetRepositoryCatalogData.ts'
import { PutRegistryCatalogData } from './operations/PutRegistryCatalogData.ts'
import { PutRepositoryCatalogData } from './operations/PutRepositoryCatalogData.ts'
import { onPublicRegistry } from './on-public-registry.ts'

/**
 * Amazon ECR Public: https://docs.aws.amazon.com/AmazonECRPublic/latest/APIReference/Welcome.html
 * What the two APIs share by name and meaning is ECR's own operation, run on the public registry.
 */
export const ecrPublic = defineService({
  name: 'ecr-public',
  operations: onPublicRegistry({
    BatchCheckLayerAvailability,
    BatchDeleteImage,
    CompleteLayerUpload,
    CreateRepository,
    DeleteRepository,
    DeleteRepositoryPolicy,
    DescribeImageTags,
    DescribeImages,
    DescribeRegistries,
    DescribeRepositories,
    GetAuthorizationToken,
    GetRegistryCatalogData,
    GetRepositoryCatalogData,
    GetRepositoryPolicy,
    InitiateLayerUpload,
    ListTagsForResource,
    PutImage,
    PutRegistryCatalogData,
    PutRepositoryCatalogData,
    SetRepositoryPolicy,
    TagResource,
    UntagResource,
    UploadLayerPart,
  }),
  ignored: { SetRepositoryPolicy: ['force'] },
  invalid: invalidInput,
})
