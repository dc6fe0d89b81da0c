import type {
  DeleteRepositoryCommandInput,
  DeleteRepositoryCommandOutput,
} from '@aws-sdk/client-ecr'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { heldBy, releaseContent } from '../content.ts'
import { repositoryToApi, requireRepository } from '../repository.ts'
import { registry } from '../state.ts'

export const DeleteRepository: Operation<
  DeleteRepositoryCommandInput,
  DeleteRepositoryCommandOutput
> = (input, call) => {
  const repository = requireRepository(call, input)
  const { repositoryName, registryId } = repository
  if (repository.images.size > 0 && !input.force)
    throw awsError(
      'RepositoryNotEmptyException',
      `The repository with name '${repositoryName}' in registry with id '${registryId}' cannot be deleted because it still contains images`,
    )
  call.state(registry).repositories.delete(repositoryName)
  releaseContent(call, repository, heldBy(call, repository))
  return { repository: repositoryToApi(call, repository) }
}
