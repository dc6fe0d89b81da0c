import type {
  AddClientIDToOpenIDConnectProviderCommandInput,
  AddClientIDToOpenIDConnectProviderCommandOutput,
} from '@aws-sdk/client-iam'
import { checkClientIds, requireOidcProvider } from '../oidc-provider.ts'
import type { Operation } from '../../service.ts'

export const AddClientIDToOpenIDConnectProvider: Operation<
  AddClientIDToOpenIDConnectProviderCommandInput,
  AddClientIDToOpenIDConnectProviderCommandOutput
> = ({ OpenIDConnectProviderArn, ClientID }, call) => {
  const provider = requireOidcProvider(call, OpenIDConnectProviderArn)
  const clientIds = [...new Set([...provider.ClientIDList, ClientID])]
  checkClientIds(clientIds)
  provider.ClientIDList = clientIds
  return {}
}
