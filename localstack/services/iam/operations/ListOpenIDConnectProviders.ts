import type {
  ListOpenIDConnectProvidersCommandInput,
  ListOpenIDConnectProvidersCommandOutput,
} from '@aws-sdk/client-iam'
import { iamState } from '../state.ts'
import type { Operation } from '../../service.ts'

export const ListOpenIDConnectProviders: Operation<
  ListOpenIDConnectProvidersCommandInput,
  ListOpenIDConnectProvidersCommandOutput
> = (_input, call) => ({
  OpenIDConnectProviderList: [...call.state(iamState).oidcProviders.keys()].map((Arn) => ({ Arn })),
})
