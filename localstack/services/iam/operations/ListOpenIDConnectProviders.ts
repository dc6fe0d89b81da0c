import type {
  ListOpenIDConnectProvidersCommandInput,
  ListOpenIDConnectProvidersCommandOutput,
} from '@aws-sdk/client-iam'
import { iamState } from '../state.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListOpenIDConnectProviders: Operation<
  ListOpenIDConnectProvidersCommandInput,
  ListOpenIDConnectProvidersCommandOutput
> = readOnly((_input, call) => ({
  OpenIDConnectProviderList: [...call.state(iamState).oidcProviders.keys()].map((Arn) => ({ Arn })),
}))
