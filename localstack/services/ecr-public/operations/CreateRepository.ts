import type {
  CreateRepositoryCommandInput,
  CreateRepositoryCommandOutput,
} from '@aws-sdk/client-ecr-public'
import { addRepository, repositoryToApi } from '../../ecr/public.ts'
import type { Operation } from '../../service.ts'
import { catalogDataOf } from '../catalog-data.ts'

export const CreateRepository: Operation<
  CreateRepositoryCommandInput,
  CreateRepositoryCommandOutput
> = ({ repositoryName, catalogData, tags }, call) => {
  const repository = addRepository(call, {
    repositoryName,
    imageTagMutability: 'MUTABLE',
    catalogData: catalogDataOf(call, catalogData),
    tags,
  })
  return {
    repository: repositoryToApi(call, repository),
    catalogData: repository.catalogData,
  }
}
