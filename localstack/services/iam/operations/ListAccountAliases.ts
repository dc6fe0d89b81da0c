import type {
  ListAccountAliasesCommandInput,
  ListAccountAliasesCommandOutput,
} from '@aws-sdk/client-iam'
import { iamPage } from '../list.ts'
import { accountAliasesOf } from '../state.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListAccountAliases: Operation<
  ListAccountAliasesCommandInput,
  ListAccountAliasesCommandOutput
> = readOnly((input, call) => {
  const { items, paging } = iamPage([...accountAliasesOf(call)], input)
  return { AccountAliases: items, ...paging }
})
