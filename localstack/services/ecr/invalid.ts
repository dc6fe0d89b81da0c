import { type AwsError, awsError } from '../../kernel/errors.ts'
import type { Violation } from '../../wire/validate.ts'

/** ECR's sentence for a value it does not accept: `Invalid parameter at 'x' failed to satisfy constraint: '…'`. */
export const invalidEcrParameter = (member: string, constraint: string): AwsError =>
  awsError(
    'InvalidParameterException',
    `Invalid parameter at '${member}' failed to satisfy constraint: '${constraint}'`,
  )

/**
 * ECR names the first thing that is wrong, and only that. It has words of its own about texts, and about all else those
 * of other services: https://github.com/aws/aws-dotnet-deploy/issues/549, https://github.com/google/go-containerregistry/issues/1091,
 * https://github.com/puemos/aws-lambda-ecr-cleaner/issues/3, https://github.com/aws-actions/amazon-ecr-login/issues/225
 */
export function invalidEcrInput([violation]: Violation[]): AwsError {
  const { path, kind, constraint, shape } = violation!
  if (kind === 'pattern')
    return invalidEcrParameter(path, `must satisfy regular expression '${shape.pattern}'`)
  const isOwn = kind === 'required' || (kind === 'length' && shape.type === 'string')
  return invalidEcrParameter(path, `${isOwn ? 'must' : 'Member must'} ${constraint}`)
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
