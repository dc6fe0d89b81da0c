import type {
  DeleteOpenIDConnectProviderCommandInput,
  DeleteOpenIDConnectProviderCommandOutput,
} from '@aws-sdk/client-iam'
import { iamState } from '../state.ts'
import type { Operation } from '../../service.ts'

export const DeleteOpenIDConnectProvider: Operation<
  DeleteOpenIDConnectProviderCommandInput,
  DeleteOpenIDConnectProviderCommandOutput
> = ({ OpenIDConnectProviderArn }, call) => {
  call.state(iamState).oidcProviders.delete(OpenIDConnectProviderArn)
  return {}
}
