import type { ListPolicyTagsCommandInput, ListPolicyTagsCommandOutput } from '@aws-sdk/client-iam'
import { iamPage } from '../list.ts'
import { requirePolicy } from '../policy.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListPolicyTags: Operation<ListPolicyTagsCommandInput, ListPolicyTagsCommandOutput> =
  readOnly((input, call) => {
    const { items, paging } = iamPage(requirePolicy(call, input.PolicyArn).Tags, input)
    return { Tags: items, ...paging }
  })
