import type {
  UntagOpenIDConnectProviderCommandInput,
  UntagOpenIDConnectProviderCommandOutput,
} from '@aws-sdk/client-iam'
import { oidcProviderAt } from '../oidc-provider.ts'
import { withoutTags } from '../tags.ts'
import type { Operation } from '../../service.ts'

export const UntagOpenIDConnectProvider: Operation<
  UntagOpenIDConnectProviderCommandInput,
  UntagOpenIDConnectProviderCommandOutput
> = (input, call) => {
  const tagged = oidcProviderAt(call, input.OpenIDConnectProviderArn)
  tagged.Tags = withoutTags(tagged.Tags, input.TagKeys)
  return {}
}
