import type {
  TagOpenIDConnectProviderCommandInput,
  TagOpenIDConnectProviderCommandOutput,
} from '@aws-sdk/client-iam'
import { requireOidcProvider } from '../oidc-provider.ts'
import { withIamTags } from '../tags.ts'
import type { Operation } from '../../service.ts'

export const TagOpenIDConnectProvider: Operation<
  TagOpenIDConnectProviderCommandInput,
  TagOpenIDConnectProviderCommandOutput
> = (input, call) => {
  const tagged = requireOidcProvider(call, input.OpenIDConnectProviderArn)
  tagged.Tags = withIamTags(tagged.Tags, input.Tags)
  return {}
}
