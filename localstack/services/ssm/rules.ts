import { awsError } from '../../kernel/errors.ts'
import { Regex } from '../../kernel/regex/regex.ts'
import { InvalidRegex } from '../../kernel/regex/syntax.ts'
import type { ParameterRecord } from './records.ts'

const invalid = (message: string) => awsError('ValidationException', message)

/** Checks the name of a new parameter: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html */
export function checkName(name: string): void {
  const levels = name.replace(/^\//, '').split('/')
  if (/^\/?aws(\/|$)/i.test(name))
    throw awsError('AccessDeniedException', `No access to reserved parameter name: ${name}.`)
  if (name.includes('/') && !name.startsWith('/'))
    throw invalid('Parameter name must be a fully qualified name.')
  if (/^(aws|ssm)/i.test(levels[0]!) || !levels.every((level) => /^[\w.-]+$/.test(level)))
    throw invalid(
      'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_',
    )
  if (levels.length > 15)
    throw awsError(
      'HierarchyLevelLimitExceededException',
      'A hierarchy can have a maximum of 15 levels. For more information, see Requirements and constraints for parameter names in the AWS Systems Manager User Guide.',
    )
}

/** Checks a value against its tier, type and allowed pattern. */
export function checkValue({ AllowedPattern, Tier }: ParameterRecord, value: string): void {
  const limit = Tier === 'Advanced' ? 8192 : 4096
  if (value.length === 0)
    throw invalid(
      "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1.",
    )
  if (value.length > limit)
    throw invalid(
      Tier === 'Advanced'
        ? 'Advanced tier parameters support a maximum parameter value of 8192 characters.'
        : 'Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html',
    )
  if (AllowedPattern !== undefined && !matchesPattern(value, AllowedPattern))
    throw awsError(
      'ParameterPatternMismatchException',
      `Parameter value, cannot be validated against allowedPattern: ${AllowedPattern}`,
    )
}

function matchesPattern(value: string, pattern: string): boolean {
  try {
    return new Regex(pattern, { whole: true }).test(value)
  } catch (error) {
    if (!(error instanceof InvalidRegex)) throw error
    throw awsError(
      'InvalidAllowedPatternException',
      `The request does not meet the regular expression requirement: ${pattern}`,
    )
  }
}

/** The page that the input asks for, for `paginate`. */
export const parameterPaging = ({
  NextToken,
  MaxResults = 10,
}: {
  NextToken?: string | undefined
  MaxResults?: number | undefined
}) => ({
  token: NextToken,
  size: MaxResults,
  invalid: () => awsError('InvalidNextToken', 'The specified token is not valid.'),
})
