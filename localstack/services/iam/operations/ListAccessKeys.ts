import type { ListAccessKeysCommandInput, ListAccessKeysCommandOutput } from '@aws-sdk/client-iam'
import { accessKeysOf, requireKeyOwner } from '../access-key.ts'
import { iamPage } from '../list.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListAccessKeys: Operation<ListAccessKeysCommandInput, ListAccessKeysCommandOutput> =
  readOnly((input, call) => {
    const keys = accessKeysOf(call, requireKeyOwner(call, input.UserName))
    const { items, paging } = iamPage(keys, input)
    return { AccessKeyMetadata: items, ...paging }
  })
