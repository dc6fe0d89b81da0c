import { bodyLimits, invalidEcrInput, sharedOperations } from '../ecr/public.ts'
import { defineService } from '../service.ts'
import { permissions } from './permissions.ts'
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
  permissions,
  operations: onPublicRegistry({
    ...sharedOperations,
    CreateRepository,
    DescribeImageTags,
    DescribeRegistries,
    GetAuthorizationToken,
    GetRegistryCatalogData,
    GetRepositoryCatalogData,
    PutRegistryCatalogData,
    PutRepositoryCatalogData,
  }),
  ignored: { SetRepositoryPolicy: ['force'] },
  bodyLimits,
  invalid: invalidEcrInput,
})
