import type {
  GetAuthorizationTokenCommandInput,
  GetAuthorizationTokenCommandOutput,
} from '@aws-sdk/client-ecr-public'
import { authorization } from '../../ecr/public.ts'
import type { Operation } from '../../service.ts'

export const GetAuthorizationToken: Operation<
  GetAuthorizationTokenCommandInput,
  GetAuthorizationTokenCommandOutput
> = (_, call) => ({ authorizationData: authorization(call) })
