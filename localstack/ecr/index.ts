import { defineService } from '../operation.ts'
import { invalidInput } from './invalid.ts'
import { actions } from './actions.ts'
import { BatchGetImage } from './operations/BatchGetImage.ts'
import { CreateRepository } from './operations/CreateRepository.ts'
import { DeleteLifecyclePolicy } from './operations/DeleteLifecyclePolicy.ts'
import { GetAuthorizationToken } from './operations/GetAuthorizationToken.ts'
import { GetDownloadUrlForLayer } from './operations/GetDownloadUrlForLayer.ts'
import { GetLifecyclePolicy } from './operations/GetLifecyclePolicy.ts'
import { ListImages } from './operations/ListImages.ts'
import { PutImageScanningConfiguration } from './operations/PutImageScanningConfiguration.ts'
import { PutImageTagMutability } from './operations/PutImageTagMutability.ts'
import { PutLifecyclePolicy } from './operations/PutLifecyclePolicy.ts'
import { route } from './registry/route.ts'
import { sharedOperations } from './shared-operations.ts'
import { closeUploads, removeStaleUploads } from './upload.ts'

/** Amazon ECR: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/Welcome.html */
export const ecr = defineService({
  name: 'ecr',
  actions,
  operations: {
    ...sharedOperations,
    BatchGetImage,
    CreateRepository,
    DeleteLifecyclePolicy,
    GetAuthorizationToken,
    GetDownloadUrlForLayer,
    GetLifecyclePolicy,
    ListImages,
    PutImageScanningConfiguration,
    PutImageTagMutability,
    PutLifecyclePolicy,
  },
  ignored: { SetRepositoryPolicy: ['force'] },
  invalid: invalidInput,
  route,
  start({ settings, store }) {
    removeStaleUploads(settings.dataDir)
    return { close: () => closeUploads(store) }
  },
})
