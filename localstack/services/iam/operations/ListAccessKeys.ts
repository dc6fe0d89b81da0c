import type { ListAccessKeysCommandInput, ListAccessKeysCommandOutput } from '@aws-sdk/client-iam'
import { accessKeysOf } from '../access-key.ts'
import { iamPage } from '../list.ts'
import { requireUserOrCaller } from '../user.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListAccessKeys: Operation<ListAccessKeysCommandInput, ListAccessKeysCommandOutput> =
  readOnly((input, call) => {
    const keys = accessKeysOf(call, requireUserOrCaller(call, input.UserName))
    const { items, paging } = iamPage(keys, input)
    return { AccessKeyMetadata: items, ...paging }
  })
