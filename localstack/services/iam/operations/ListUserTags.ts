import type { ListUserTagsCommandInput, ListUserTagsCommandOutput } from '@aws-sdk/client-iam'
import { iamPage } from '../list.ts'
import { requireUser } from '../user.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListUserTags: Operation<ListUserTagsCommandInput, ListUserTagsCommandOutput> =
  readOnly((input, call) => {
    const { items, paging } = iamPage(requireUser(call, input.UserName).Tags, input)
    return { Tags: items, ...paging }
  })
