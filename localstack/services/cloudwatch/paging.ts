import { awsError } from '../../kernel/errors.ts'
import { paginate } from '../../kernel/paginate.ts'

interface PageInput {
  MaxRecords?: number | undefined
  NextToken?: string | undefined
}

/** The page of a list that the input asks for. */
export const alarmPage = <T>(items: T[], { MaxRecords = 50, NextToken }: PageInput) =>
  paginate(items, {
    token: NextToken,
    size: MaxRecords,
    invalid: () => awsError('InvalidNextToken', 'The next token specified is invalid.'),
  })
