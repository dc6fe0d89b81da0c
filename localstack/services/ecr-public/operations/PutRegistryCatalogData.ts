import type {
  PutRegistryCatalogDataCommandInput,
  PutRegistryCatalogDataCommandOutput,
} from '@aws-sdk/client-ecr-public'
import type { Operation } from '../../service.ts'
import { registryCatalog } from '../state.ts'

export const PutRegistryCatalogData: Operation<
  PutRegistryCatalogDataCommandInput,
  PutRegistryCatalogDataCommandOutput
> = ({ displayName }, call) => ({
  registryCatalogData: Object.assign(call.state(registryCatalog), { displayName }),
})
