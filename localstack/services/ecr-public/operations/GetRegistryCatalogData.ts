import type {
  GetRegistryCatalogDataCommandInput,
  GetRegistryCatalogDataCommandOutput,
} from '@aws-sdk/client-ecr-public'
import { type Operation, readOnly } from '../../service.ts'
import { registryCatalog } from '../state.ts'

export const GetRegistryCatalogData: Operation<
  GetRegistryCatalogDataCommandInput,
  GetRegistryCatalogDataCommandOutput
> = readOnly((_, call) => ({ registryCatalogData: call.state(registryCatalog) }))
