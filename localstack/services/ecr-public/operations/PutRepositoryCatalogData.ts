import type {
  PutRepositoryCatalogDataCommandInput,
  PutRepositoryCatalogDataCommandOutput,
} from '@aws-sdk/client-ecr-public'
import { requireRepository } from '../../ecr/public.ts'
import type { Operation } from '../../service.ts'
import { catalogDataOf } from '../catalog-data.ts'

export const PutRepositoryCatalogData: Operation<
  PutRepositoryCatalogDataCommandInput,
  PutRepositoryCatalogDataCommandOutput
> = (input, call) => {
  const repository = requireRepository(call, input)
  repository.catalogData = catalogDataOf(call, input.catalogData)
  return { catalogData: repository.catalogData }
}
