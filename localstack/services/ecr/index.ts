import { defineService } from '../service.ts'
import { invalidEcrInput } from './invalid.ts'
import { permissions } from './permissions.ts'
import { bodyLimits } from './body-limits.ts'
import { startLifecycleWorker } from './lifecycle-worker.ts'
import { BatchGetImage } from './operations/BatchGetImage.ts'
import { BatchGetRepositoryScanningConfiguration } from './operations/BatchGetRepositoryScanningConfiguration.ts'
import { CreateRepository } from './operations/CreateRepository.ts'
import { CreateRepositoryCreationTemplate } from './operations/CreateRepositoryCreationTemplate.ts'
import { DeleteLifecyclePolicy } from './operations/DeleteLifecyclePolicy.ts'
import { DeleteRegistryPolicy } from './operations/DeleteRegistryPolicy.ts'
import { DeleteRepositoryCreationTemplate } from './operations/DeleteRepositoryCreationTemplate.ts'
import { DescribeImageReplicationStatus } from './operations/DescribeImageReplicationStatus.ts'
import { DescribeImageScanFindings } from './operations/DescribeImageScanFindings.ts'
import { DescribeRegistry } from './operations/DescribeRegistry.ts'
import { DescribeRepositoryCreationTemplates } from './operations/DescribeRepositoryCreationTemplates.ts'
import { GetAccountSetting } from './operations/GetAccountSetting.ts'
import { GetAuthorizationToken } from './operations/GetAuthorizationToken.ts'
import { GetDownloadUrlForLayer } from './operations/GetDownloadUrlForLayer.ts'
import { GetLifecyclePolicy } from './operations/GetLifecyclePolicy.ts'
import { GetLifecyclePolicyPreview } from './operations/GetLifecyclePolicyPreview.ts'
import { GetRegistryPolicy } from './operations/GetRegistryPolicy.ts'
import { GetRegistryScanningConfiguration } from './operations/GetRegistryScanningConfiguration.ts'
import { ListImageReferrers } from './operations/ListImageReferrers.ts'
import { ListImages } from './operations/ListImages.ts'
import { PutAccountSetting } from './operations/PutAccountSetting.ts'
import { PutImageScanningConfiguration } from './operations/PutImageScanningConfiguration.ts'
import { PutImageTagMutability } from './operations/PutImageTagMutability.ts'
import { PutLifecyclePolicy } from './operations/PutLifecyclePolicy.ts'
import { PutRegistryPolicy } from './operations/PutRegistryPolicy.ts'
import { PutRegistryScanningConfiguration } from './operations/PutRegistryScanningConfiguration.ts'
import { PutReplicationConfiguration } from './operations/PutReplicationConfiguration.ts'
import { StartImageScan } from './operations/StartImageScan.ts'
import { StartLifecyclePolicyPreview } from './operations/StartLifecyclePolicyPreview.ts'
import { UpdateImageStorageClass } from './operations/UpdateImageStorageClass.ts'
import { UpdateRepositoryCreationTemplate } from './operations/UpdateRepositoryCreationTemplate.ts'
import { removeContent } from './content.ts'
import { reconcileContent } from './reconcile.ts'
import { route } from './registry/route.ts'
import { sharedOperations } from './shared-operations.ts'
import { removeStaleUploads } from './upload.ts'

/** Amazon ECR: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/Welcome.html */
export const ecr = defineService({
  name: 'ecr',
  permissions,
  operations: {
    ...sharedOperations,
    BatchGetImage,
    BatchGetRepositoryScanningConfiguration,
    CreateRepository,
    CreateRepositoryCreationTemplate,
    DeleteLifecyclePolicy,
    DeleteRegistryPolicy,
    DeleteRepositoryCreationTemplate,
    DescribeImageReplicationStatus,
    DescribeImageScanFindings,
    DescribeRegistry,
    DescribeRepositoryCreationTemplates,
    GetAccountSetting,
    GetAuthorizationToken,
    GetDownloadUrlForLayer,
    GetLifecyclePolicy,
    GetLifecyclePolicyPreview,
    GetRegistryPolicy,
    GetRegistryScanningConfiguration,
    ListImageReferrers,
    ListImages,
    PutAccountSetting,
    PutImageScanningConfiguration,
    PutImageTagMutability,
    PutLifecyclePolicy,
    PutRegistryPolicy,
    PutRegistryScanningConfiguration,
    PutReplicationConfiguration,
    StartImageScan,
    StartLifecyclePolicyPreview,
    UpdateImageStorageClass,
    UpdateRepositoryCreationTemplate,
  },
  ignored: {
    CreateRepositoryCreationTemplate: ['customRoleArn'],
    SetRepositoryPolicy: ['force'],
    UpdateRepositoryCreationTemplate: ['customRoleArn'],
  },
  bodyLimits,
  invalid: invalidEcrInput,
  route,
  start(emulator) {
    removeStaleUploads(emulator.settings)
    reconcileContent(emulator)
    emulator.store.onReset(() => removeContent(emulator.settings))
    return startLifecycleWorker(emulator)
  },
})
