import type {
  CreateRepositoryCommandInput,
  CreateRepositoryCommandOutput,
} from '@aws-sdk/client-ecr'
import { randomUUID } from 'node:crypto'
import { arn } from '../../arn.ts'
import { awsError } from '../../errors.ts'
import type { Call, Given, Operation } from '../../operation.ts'
import { invalidParameter } from '../invalid.ts'
import { describeRepository, repositoryArn } from '../repository.ts'
import { addResourceTags } from '../resource-tags.ts'
import { registry, type RepositoryRecord } from '../state.ts'
import { checkTagMutability } from '../tag-mutability.ts'

export const CreateRepository: Operation<
  CreateRepositoryCommandInput,
  CreateRepositoryCommandOutput
> = (input, call) => {
  const { repositoryName, imageTagMutability = 'MUTABLE' } = input
  const { imageTagMutabilityExclusionFilters } = input
  const { repositories } = call.state(registry)
  checkOwnRegistry(input.registryId, repositoryName, call)
  if (repositories.has(repositoryName))
    throw awsError(
      'RepositoryAlreadyExistsException',
      `The repository with name '${repositoryName}' already exists in the registry with id '${call.account}'`,
    )
  checkTagMutability({ imageTagMutability, imageTagMutabilityExclusionFilters })
  const repository: RepositoryRecord = {
    repositoryArn: repositoryArn(call, repositoryName),
    registryId: call.account,
    repositoryName,
    createdAt: call.clock.now(),
    imageTagMutability,
    imageTagMutabilityExclusionFilters,
    imageScanningConfiguration: {
      scanOnPush: input.imageScanningConfiguration?.scanOnPush ?? false,
    },
    encryptionConfiguration: encryptionOf(input, call),
    resourceTags: new Map(),
    images: new Map(),
    tags: new Map(),
  }
  addResourceTags(repository.resourceTags, input.tags)
  repositories.set(repositoryName, repository)
  return { repository: describeRepository(call, repository) }
}

function checkOwnRegistry(registryId: string | undefined, name: string, call: Call): void {
  if (registryId === undefined || registryId === call.account) return
  const resource = repositoryArn({ ...call, account: registryId }, name)
  throw awsError(
    'AccessDeniedException',
    `User: ${call.caller.arn} is not authorized to perform: ecr:CreateRepository on resource: ${resource}`,
  )
}

function encryptionOf(
  { encryptionConfiguration }: Given<CreateRepositoryCommandInput>,
  call: Call,
): RepositoryRecord['encryptionConfiguration'] {
  const { encryptionType = 'AES256', kmsKey } = encryptionConfiguration ?? {}
  if (encryptionType !== 'AES256')
    return { encryptionType, kmsKey: kmsKey ?? arn(call, 'kms', `key/${randomUUID()}`) }
  if (kmsKey !== undefined)
    throw invalidParameter(
      'encryptionConfiguration',
      'Invalid encryption configuration: Encryption key should not be set for AES256 encryption.',
    )
  return { encryptionType }
}
