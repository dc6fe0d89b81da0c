import type {
  GetAuthorizationTokenCommandInput,
  GetAuthorizationTokenCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../operation.ts'
import { authorization } from '../token.ts'

export const GetAuthorizationToken: Operation<
  GetAuthorizationTokenCommandInput,
  GetAuthorizationTokenCommandOutput
> = ({ registryIds = [] }, call) => {
  const accounts = registryIds.length > 0 ? registryIds : [call.account]
  return {
    authorizationData: accounts.map((account) => ({
      ...authorization(call, account),
      proxyEndpoint: `http://${call.endpoint}`,
    })),
  }
}
