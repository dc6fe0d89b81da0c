import type {
  ListOpenIDConnectProviderTagsCommandInput,
  ListOpenIDConnectProviderTagsCommandOutput,
} from '@aws-sdk/client-iam'
import { oidcProviderAt } from '../oidc-provider.ts'
import { page } from '../page.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListOpenIDConnectProviderTags: Operation<
  ListOpenIDConnectProviderTagsCommandInput,
  ListOpenIDConnectProviderTagsCommandOutput
> = readOnly((input, call) => {
  const { items, paging } = page(oidcProviderAt(call, input.OpenIDConnectProviderArn).Tags, input)
  return { Tags: items, ...paging }
})
