import type {
  UntagOpenIDConnectProviderCommandInput,
  UntagOpenIDConnectProviderCommandOutput,
} from '@aws-sdk/client-iam'
import { requireOidcProvider } from '../oidc-provider.ts'
import { withoutIamTags } from '../tags.ts'
import type { Operation } from '../../service.ts'

export const UntagOpenIDConnectProvider: Operation<
  UntagOpenIDConnectProviderCommandInput,
  UntagOpenIDConnectProviderCommandOutput
> = (input, call) => {
  const tagged = requireOidcProvider(call, input.OpenIDConnectProviderArn)
  tagged.Tags = withoutIamTags(tagged.Tags, input.TagKeys)
  return {}
}
