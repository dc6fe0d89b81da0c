import type {
  CreateRepositoryCommandInput,
  CreateRepositoryCommandOutput,
} from '@aws-sdk/client-ecr'
import { randomUUID } from 'node:crypto'
import { arn } from '../../arn.ts'
import { awsError } from '../../errors.ts'
import type { Call, Given, Operation } from '../../operation.ts'
import { invalidParameter } from '../invalid.ts'
import { addRepository, describeRepository, repositoryArn } from '../repository.ts'
import type { RepositoryRecord } from '../state.ts'
import { checkTagMutability } from '../tag-mutability.ts'

export const CreateRepository: Operation<
  CreateRepositoryCommandInput,
  CreateRepositoryCommandOutput
> = (input, call) => {
  const { repositoryName, imageTagMutability = 'MUTABLE' } = input
  const { imageTagMutabilityExclusionFilters } = input
  checkOwnRegistry(input.registryId, repositoryName, call)
  checkTagMutability({ imageTagMutability, imageTagMutabilityExclusionFilters })
  const repository = addRepository(call, {
    repositoryName,
    imageTagMutability,
    imageTagMutabilityExclusionFilters,
    imageScanningConfiguration: {
      scanOnPush: input.imageScanningConfiguration?.scanOnPush ?? false,
    },
    encryptionConfiguration: encryptionOf(input, call),
    tags: input.tags,
  })
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
