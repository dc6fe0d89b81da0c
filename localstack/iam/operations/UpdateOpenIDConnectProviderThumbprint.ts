import type {
  UpdateOpenIDConnectProviderThumbprintCommandInput,
  UpdateOpenIDConnectProviderThumbprintCommandOutput,
} from '@aws-sdk/client-iam'
import { checkThumbprints, oidcProviderAt } from '../oidc-provider.ts'
import type { Operation } from '../../operation.ts'

export const UpdateOpenIDConnectProviderThumbprint: Operation<
  UpdateOpenIDConnectProviderThumbprintCommandInput,
  UpdateOpenIDConnectProviderThumbprintCommandOutput
> = ({ OpenIDConnectProviderArn, ThumbprintList }, call) => {
  const provider = oidcProviderAt(call, OpenIDConnectProviderArn)
  checkThumbprints(ThumbprintList)
  provider.ThumbprintList = ThumbprintList
  return {}
}
