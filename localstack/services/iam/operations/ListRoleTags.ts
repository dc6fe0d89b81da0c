import type { ListRoleTagsCommandInput, ListRoleTagsCommandOutput } from '@aws-sdk/client-iam'
import { iamPage } from '../list.ts'
import { requireRole } from '../role.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListRoleTags: Operation<ListRoleTagsCommandInput, ListRoleTagsCommandOutput> =
  readOnly((input, call) => {
    const { items, paging } = iamPage(requireRole(call, input.RoleName).Tags, input)
    return { Tags: items, ...paging }
  })
