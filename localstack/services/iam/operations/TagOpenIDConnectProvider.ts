import type {
  TagOpenIDConnectProviderCommandInput,
  TagOpenIDConnectProviderCommandOutput,
} from '@aws-sdk/client-iam'
import { oidcProviderAt } from '../oidc-provider.ts'
import { withTags } from '../tags.ts'
import type { Operation } from '../../service.ts'

export const TagOpenIDConnectProvider: Operation<
  TagOpenIDConnectProviderCommandInput,
  TagOpenIDConnectProviderCommandOutput
> = (input, call) => {
  const tagged = oidcProviderAt(call, input.OpenIDConnectProviderArn)
  tagged.Tags = withTags(tagged.Tags, input.Tags)
  return {}
}
