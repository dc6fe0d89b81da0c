import type {
  GetAuthorizationTokenCommandInput,
  GetAuthorizationTokenCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { registryUrl } from '../registry-address.ts'
import { authorization } from '../token.ts'

export const GetAuthorizationToken: Operation<
  GetAuthorizationTokenCommandInput,
  GetAuthorizationTokenCommandOutput
> = ({ registryIds = [] }, call) => {
  const accounts = registryIds.length > 0 ? registryIds : [call.account]
  return {
    authorizationData: accounts.map((account) => ({
      ...authorization(call, account),
      proxyEndpoint: registryUrl(call, account),
    })),
  }
}
