import { defineService } from '../operation.ts'
import { invalidInput } from './invalid.ts'
import { BatchCheckLayerAvailability } from './operations/BatchCheckLayerAvailability.ts'
import { BatchDeleteImage } from './operations/BatchDeleteImage.ts'
import { BatchGetImage } from './operations/BatchGetImage.ts'
import { CompleteLayerUpload } from './operations/CompleteLayerUpload.ts'
import { CreateRepository } from './operations/CreateRepository.ts'
import { DeleteLifecyclePolicy } from './operations/DeleteLifecyclePolicy.ts'
import { DeleteRepository } from './operations/DeleteRepository.ts'
import { DeleteRepositoryPolicy } from './operations/DeleteRepositoryPolicy.ts'
import { DescribeImages } from './operations/DescribeImages.ts'
import { DescribeRepositories } from './operations/DescribeRepositories.ts'
import { GetAuthorizationToken } from './operations/GetAuthorizationToken.ts'
import { GetDownloadUrlForLayer } from './operations/GetDownloadUrlForLayer.ts'
import { GetLifecyclePolicy } from './operations/GetLifecyclePolicy.ts'
import { GetRepositoryPolicy } from './operations/GetRepositoryPolicy.ts'
import { InitiateLayerUpload } from './operations/InitiateLayerUpload.ts'
import { ListImages } from './operations/ListImages.ts'
import { ListTagsForResource } from './operations/ListTagsForResource.ts'
import { PutImage } from './operations/PutImage.ts'
import { PutImageScanningConfiguration } from './operations/PutImageScanningConfiguration.ts'
import { PutImageTagMutability } from './operations/PutImageTagMutability.ts'
import { PutLifecyclePolicy } from './operations/PutLifecyclePolicy.ts'
import { SetRepositoryPolicy } from './operations/SetRepositoryPolicy.ts'
import { TagResource } from './operations/TagResource.ts'
import { UntagResource } from './operations/UntagResource.ts'
import { UploadLayerPart } from './operations/UploadLayerPart.ts'
import { route } from './registry/route.ts'
import { closeUploads, removeStaleUploads } from './upload.ts'

/** Amazon ECR: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/Welcome.html */
export const ecr = defineService({
  name: 'ecr',
  operations: {
    BatchCheckLayerAvailability,
    BatchDeleteImage,
    BatchGetImage,
    CompleteLayerUpload,
    CreateRepository,
    DeleteLifecyclePolicy,
    DeleteRepository,
    DeleteRepositoryPolicy,
    DescribeImages,
    DescribeRepositories,
    GetAuthorizationToken,
    GetDownloadUrlForLayer,
    GetLifecyclePolicy,
    GetRepositoryPolicy,
    InitiateLayerUpload,
    ListImages,
    ListTagsForResource,
    PutImage,
    PutImageScanningConfiguration,
    PutImageTagMutability,
    PutLifecyclePolicy,
    SetRepositoryPolicy,
    TagResource,
    UntagResource,
    UploadLayerPart,
  },
  ignored: { SetRepositoryPolicy: ['force'] },
  invalid: invalidInput,
  route,
  start({ settings, store }) {
    removeStaleUploads(settings.dataDir)
    return { close: () => closeUploads(store) }
  },
})
