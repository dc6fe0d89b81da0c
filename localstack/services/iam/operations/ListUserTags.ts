import type { ListUserTagsCommandInput, ListUserTagsCommandOutput } from '@aws-sdk/client-iam'
import { page } from '../page.ts'
import { userNamed } from '../user.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListUserTags: Operation<ListUserTagsCommandInput, ListUserTagsCommandOutput> =
  readOnly((input, call) => {
    const { items, paging } = page(userNamed(call, input.UserName).Tags, input)
    return { Tags: items, ...paging }
  })
