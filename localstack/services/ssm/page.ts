import { awsError } from '../../kernel/errors.ts'
import { pageOf } from '../../kernel/page.ts'
import type { ParameterRecord } from './records.ts'

/** A page of parameters by name. */
export function pageOfParameters(
  parameters: ParameterRecord[],
  { NextToken: token, MaxResults: size = 10 }: { NextToken?: string; MaxResults?: number },
): { items: ParameterRecord[]; next?: string } {
  const sorted = parameters.toSorted((a, b) => (a.Name < b.Name ? -1 : 1))
  return pageOf(sorted, {
    token,
    size,
    invalid: () => awsError('InvalidNextToken', 'The specified token is not valid.'),
  })
}
