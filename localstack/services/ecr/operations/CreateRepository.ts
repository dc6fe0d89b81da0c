import type {
  CreateRepositoryCommandInput,
  CreateRepositoryCommandOutput,
} from '@aws-sdk/client-ecr'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import type { Call } from '../../../kernel/scope.ts'
import { encryptionOf } from '../encryption.ts'
import { addRepository, repositoryToApi, repositoryArn } from '../repository.ts'
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
    encryptionConfiguration: encryptionOf(call, input.encryptionConfiguration),
    tags: input.tags,
  })
  return { repository: repositoryToApi(call, repository) }
}

function checkOwnRegistry(registryId: string | undefined, name: string, call: Call): void {
  if (registryId === undefined || registryId === call.account) return
  const resource = repositoryArn({ ...call, account: registryId }, name)
  throw awsError(
    'AccessDeniedException',
    `User: ${call.caller.arn} is not authorized to perform: ecr:CreateRepository on resource: ${resource}`,
  )
}
