import type {
  GetRegistryCatalogDataCommandInput,
  GetRegistryCatalogDataCommandOutput,
} from '@aws-sdk/client-ecr-public'
import type { Operation } from '../../service.ts'
import { registryCatalog } from '../state.ts'

export const GetRegistryCatalogData: Operation<
  GetRegistryCatalogDataCommandInput,
  GetRegistryCatalogDataCommandOutput
> = (_, call) => ({ registryCatalogData: call.state(registryCatalog) })
