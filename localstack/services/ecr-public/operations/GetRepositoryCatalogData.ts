import type {
  GetRepositoryCatalogDataCommandInput,
  GetRepositoryCatalogDataCommandOutput,
} from '@aws-sdk/client-ecr-public'
import { requireRepository } from '../../ecr/public.ts'
import { type Operation, readOnly } from '../../service.ts'

export const GetRepositoryCatalogData: Operation<
  GetRepositoryCatalogDataCommandInput,
  GetRepositoryCatalogDataCommandOutput
> = readOnly((input, call) => ({ catalogData: requireRepository(call, input).catalogData }))
