import { type AwsError, awsError } from '../../kernel/errors.ts'
import type { Violation } from '../../wire/validate.ts'

/** ECR's sentence for a value it does not accept: `Invalid parameter at 'x' failed to satisfy constraint: '…'`. */
export const invalidParameter = (member: string, constraint: string): AwsError =>
  awsError(
    'InvalidParameterException',
    `Invalid parameter at '${member}' failed to satisfy constraint: '${constraint}'`,
  )

/** ECR names the first thing that is wrong, and only that. */
export function invalidInput([violation]: Violation[]): AwsError {
  const { path, kind, constraint, shape } = violation!
  return invalidParameter(
    path,
    kind === 'pattern'
      ? `must satisfy regular expression '${shape.pattern}'`
      : `must ${constraint}`,
  )
}
