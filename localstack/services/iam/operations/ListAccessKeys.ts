import type { ListAccessKeysCommandInput, ListAccessKeysCommandOutput } from '@aws-sdk/client-iam'
import { accessKeysOf } from '../access-key.ts'
import { page } from '../page.ts'
import { userOrCaller } from '../user.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListAccessKeys: Operation<ListAccessKeysCommandInput, ListAccessKeysCommandOutput> =
  readOnly((input, call) => {
    const keys = accessKeysOf(call, userOrCaller(call, input.UserName))
    const { items, paging } = page(keys, input)
    return { AccessKeyMetadata: items, ...paging }
  })
