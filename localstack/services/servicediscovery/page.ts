import { paginateByKey } from '../../kernel/paginate.ts'
import { invalidInput } from './errors.ts'

interface PageInput {
  MaxResults?: number | undefined
  NextToken?: string | undefined
}

/** The page of a list, sorted by id, that the input asks for. */
export const pageOfDiscovery = <T extends { Id: string }>(
  items: Iterable<T>,
  { MaxResults = 100, NextToken }: PageInput,
) =>
  paginateByKey(items, {
    keyOf: ({ Id }) => Id,
    token: NextToken,
    size: MaxResults,
    invalid: () => invalidInput('The specified NextToken is invalid.'),
  })
