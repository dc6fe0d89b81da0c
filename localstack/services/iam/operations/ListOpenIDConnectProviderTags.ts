import type {
  ListOpenIDConnectProviderTagsCommandInput,
  ListOpenIDConnectProviderTagsCommandOutput,
} from '@aws-sdk/client-iam'
import { requireOidcProvider } from '../oidc-provider.ts'
import { iamPage } from '../list.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListOpenIDConnectProviderTags: Operation<
  ListOpenIDConnectProviderTagsCommandInput,
  ListOpenIDConnectProviderTagsCommandOutput
> = readOnly((input, call) => {
  const { items, paging } = iamPage(
    requireOidcProvider(call, input.OpenIDConnectProviderArn).Tags,
    input,
  )
  return { Tags: items, ...paging }
})
