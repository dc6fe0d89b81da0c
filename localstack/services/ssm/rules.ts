import { awsError } from '../../kernel/errors.ts'
import { Regex } from '../../kernel/regex/regex.ts'
import { InvalidRegex } from '../../kernel/regex/syntax.ts'
import type { ParameterRecord } from './records.ts'

const invalid = (message: string) => awsError('ValidationException', message)

const notAPath =
  'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_'

/** Checks the name of a new parameter: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html */
export function checkName(name: string): void {
  const levels = name.replace(/^\//, '').split('/')
  if (levels.length > 1 && /^\/aws/i.test(name))
    throw awsError('AccessDeniedException', `No access to reserved parameter name: ${name}.`)
  if (name.includes('/') && !name.startsWith('/'))
    throw invalid('Parameter name must be a fully qualified name.')
  if (levels.length === 1 && /^(aws|ssm)/i.test(levels[0]!))
    throw invalid('Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).')
  if (/^ssm/i.test(levels[0]!)) throw invalid(notAPath)
  checkPath(name)
  if (levels.length > 15)
    throw awsError(
      'HierarchyLevelLimitExceededException',
      'A hierarchy can have a maximum of 15 levels. For more information, see Requirements and constraints for parameter names in the AWS Systems Manager User Guide.',
    )
}

/** Rejects `/a//b` and `a/b`, also where a parameter is read. */
export function checkPath(name: string): void {
  if (!/^(\/[\w.-]+)+$|^[\w.-]+$/.test(name)) throw invalid(notAPath)
}

const dataTypes = ['text', 'aws:ec2:image', 'aws:ssm:integration']

export function checkDataType(type: string): void {
  if (!dataTypes.includes(type))
    throw invalid(
      `The following data type is not supported: ${type} (Data type names are all lowercase.)`,
    )
}

/** Checks a value against its tier, type and allowed pattern. */
export function checkValue(
  { AllowedPattern, Tier }: Pick<ParameterRecord, 'AllowedPattern' | 'Tier'>,
  value: string,
): void {
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
