import type {
  DescribeManagedPrefixListsCommandInput,
  DescribeManagedPrefixListsCommandOutput,
} from '@aws-sdk/client-ec2'
import { type Operation, readOnly } from '../../service.ts'
import { describe } from '../describe.ts'
import { prefixListNotFound, prefixListsOf } from '../prefix-list.ts'

/** The prefix lists that AWS manages; an account has none of its own here. */
export const DescribeManagedPrefixLists: Operation<
  DescribeManagedPrefixListsCommandInput,
  DescribeManagedPrefixListsCommandOutput
> = readOnly(({ PrefixListIds: ids, ...query }, call) => {
  const { page, NextToken } = describe(
    prefixListsOf(call.region),
    { ids, ...query },
    {
      filters: {
        'owner-id': () => ['AWS'],
        'prefix-list-id': ({ PrefixListId }) => [PrefixListId],
        'prefix-list-name': ({ PrefixListName }) => [PrefixListName],
      },
      notFound: prefixListNotFound,
    },
  )
  return {
    PrefixLists: page.map(({ PrefixListId, PrefixListName }) => ({
      PrefixListId,
      PrefixListName,
      PrefixListArn: `arn:aws:ec2:${call.region}:aws:prefix-list/${PrefixListId}`,
      OwnerId: 'AWS',
      AddressFamily: 'IPv4',
      State: 'create-complete' as const,
      Tags: [],
    })),
    NextToken,
  }
})
