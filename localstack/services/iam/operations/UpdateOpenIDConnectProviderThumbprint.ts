import type {
  UpdateOpenIDConnectProviderThumbprintCommandInput,
  UpdateOpenIDConnectProviderThumbprintCommandOutput,
} from '@aws-sdk/client-iam'
import { checkThumbprints, requireOidcProvider } from '../oidc-provider.ts'
import type { Operation } from '../../service.ts'

export const UpdateOpenIDConnectProviderThumbprint: Operation<
  UpdateOpenIDConnectProviderThumbprintCommandInput,
  UpdateOpenIDConnectProviderThumbprintCommandOutput
> = ({ OpenIDConnectProviderArn, ThumbprintList }, call) => {
  const provider = requireOidcProvider(call, OpenIDConnectProviderArn)
  checkThumbprints(ThumbprintList)
  provider.ThumbprintList = ThumbprintList
  return {}
}
