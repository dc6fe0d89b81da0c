import type {
  GetOpenIDConnectProviderCommandInput,
  GetOpenIDConnectProviderCommandOutput,
} from '@aws-sdk/client-iam'
import { requireOidcProvider } from '../oidc-provider.ts'
import { type Operation, readOnly } from '../../service.ts'

export const GetOpenIDConnectProvider: Operation<
  GetOpenIDConnectProviderCommandInput,
  GetOpenIDConnectProviderCommandOutput
> = readOnly(({ OpenIDConnectProviderArn }, call) => {
  const { Tags, ...provider } = requireOidcProvider(call, OpenIDConnectProviderArn)
  return { ...provider, ...(Tags.length > 0 && { Tags }) }
})
