import type {
  DescribePrefixListsCommandInput,
  DescribePrefixListsCommandOutput,
} from '@aws-sdk/client-ec2'
import { type Operation, readOnly } from '../../service.ts'
import { describe } from '../describe.ts'
import { prefixListNotFound, prefixListsOf } from '../prefix-list.ts'

/** The prefix lists of the services that have gateway endpoints. */
export const DescribePrefixLists: Operation<
  DescribePrefixListsCommandInput,
  DescribePrefixListsCommandOutput
> = readOnly(({ PrefixListIds: ids, ...query }, call) => {
  const { page, NextToken } = describe(
    prefixListsOf(call.region),
    { ids, ...query },
    {
      filters: {
        'prefix-list-id': ({ PrefixListId }) => [PrefixListId],
        'prefix-list-name': ({ PrefixListName }) => [PrefixListName],
      },
      notFound: prefixListNotFound,
    },
  )
  return { PrefixLists: page, NextToken }
})
