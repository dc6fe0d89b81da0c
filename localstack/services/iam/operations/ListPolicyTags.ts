import type { ListPolicyTagsCommandInput, ListPolicyTagsCommandOutput } from '@aws-sdk/client-iam'
import { page } from '../page.ts'
import { policyAt } from '../policy.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListPolicyTags: Operation<ListPolicyTagsCommandInput, ListPolicyTagsCommandOutput> =
  readOnly((input, call) => {
    const { items, paging } = page(policyAt(call, input.PolicyArn).Tags, input)
    return { Tags: items, ...paging }
  })
