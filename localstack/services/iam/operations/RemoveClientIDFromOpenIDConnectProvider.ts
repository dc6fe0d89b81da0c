import type {
  RemoveClientIDFromOpenIDConnectProviderCommandInput,
  RemoveClientIDFromOpenIDConnectProviderCommandOutput,
} from '@aws-sdk/client-iam'
import { requireOidcProvider } from '../oidc-provider.ts'
import type { Operation } from '../../service.ts'

export const RemoveClientIDFromOpenIDConnectProvider: Operation<
  RemoveClientIDFromOpenIDConnectProviderCommandInput,
  RemoveClientIDFromOpenIDConnectProviderCommandOutput
> = ({ OpenIDConnectProviderArn, ClientID }, call) => {
  const provider = requireOidcProvider(call, OpenIDConnectProviderArn)
  provider.ClientIDList = provider.ClientIDList.filter((clientId) => clientId !== ClientID)
  return {}
}
