import type {
  UpdateOpenIDConnectProviderThumbprintCommandInput,
  UpdateOpenIDConnectProviderThumbprintCommandOutput,
} from '@aws-sdk/client-iam'
import { checkThumbprints, oidcProviderAt } from '../oidc-provider.ts'
import type { Operation } from '../../service.ts'

export const UpdateOpenIDConnectProviderThumbprint: Operation<
  UpdateOpenIDConnectProviderThumbprintCommandInput,
  UpdateOpenIDConnectProviderThumbprintCommandOutput
> = ({ OpenIDConnectProviderArn, ThumbprintList }, call) => {
  const provider = oidcProviderAt(call, OpenIDConnectProviderArn)
  checkThumbprints(ThumbprintList)
  provider.ThumbprintList = ThumbprintList
  return {}
}
