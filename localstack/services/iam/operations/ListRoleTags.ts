import type { ListRoleTagsCommandInput, ListRoleTagsCommandOutput } from '@aws-sdk/client-iam'
import { page } from '../page.ts'
import { roleNamed } from '../role.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListRoleTags: Operation<ListRoleTagsCommandInput, ListRoleTagsCommandOutput> =
  readOnly((input, call) => {
    const { items, paging } = page(roleNamed(call, input.RoleName).Tags, input)
    return { Tags: items, ...paging }
  })
