import { type AwsError, awsError } from '../../kernel/errors.ts'
import type { Violation } from '../../wire/validate.ts'

/** ECR's sentence for a value it does not accept: `Invalid parameter at 'x' failed to satisfy constraint: '…'`. */
export const invalidEcrParameter = (member: string, constraint: string): AwsError =>
  awsError(
    'InvalidParameterException',
    `Invalid parameter at '${member}' failed to satisfy constraint: '${constraint}'`,
  )

/** ECR names the first thing that is wrong, and only that. */
export function invalidEcrInput([violation]: Violation[]): AwsError {
  const { path, kind, constraint, shape } = violation!
  return invalidEcrParameter(
    path,
    kind === 'pattern'
      ? `must satisfy regular expression '${shape.pattern}'`
      : `must ${constraint}`,
  )
}

interface PageInput {
  nextToken?: string | undefined
  maxResults?: number | undefined
}

/** Rejects paging of a list that is asked for by name. */
export function checkUnpaged(by: string, { nextToken, maxResults }: PageInput): void {
  if (nextToken === undefined && maxResults === undefined) return
  throw invalidEcrParameter(
    maxResults === undefined ? 'nextToken' : 'maxResults',
    `must not be specified with ${by}`,
  )
}

/** The page that the input asks for, for `paginateByKey`. */
export const ecrPaging = ({ nextToken, maxResults = 100 }: PageInput) => ({
  token: nextToken,
  size: maxResults,
  invalid: () => invalidEcrParameter('nextToken', 'Invalid next token'),
})
