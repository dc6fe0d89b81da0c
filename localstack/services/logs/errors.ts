import { type AwsError, awsError } from '../../kernel/errors.ts'
import { validationSentence, type Violation } from '../../wire/validate.ts'

/** CloudWatch Logs' wording of input that the model rules out: long names have a sentence of their own. */
export function invalidLogsInput(violations: Violation[]): AwsError {
  const isLongName = ({ path, value }: Violation) =>
    /^log(Group|Stream)Name$/.test(path) && String(value).length > 512
  return invalidLogsParameter(
    violations.some(isLongName)
      ? 'Invalid LogGroup or LogStream, both must have length less than or equal to 512.'
      : validationSentence(violations),
  )
}

export const noSuchGroup = () =>
  awsError('ResourceNotFoundException', 'The specified log group does not exist.')

export const noSuchStream = () =>
  awsError('ResourceNotFoundException', 'The specified log stream does not exist.')

export const noSuchResource = () =>
  awsError('ResourceNotFoundException', 'The specified resource does not exist.')

export const invalidLogsParameter = (message: string) =>
  awsError('InvalidParameterException', message)

export const invalidNextToken = () => invalidLogsParameter('The specified nextToken is invalid.')

/** The error of a check beyond the model, worded like the model's. */
export const invalidValue = (path: string, value: unknown, constraint: string) =>
  invalidLogsParameter(
    `1 validation error detected: Value '${value}' at '${path}' failed to satisfy constraint: Member must ${constraint}`,
  )

interface PageInput {
  nextToken?: string | undefined
  limit?: number | undefined
  descending?: boolean | undefined
}

/** The page that the input asks for, for `paginateByKey`. */
export const logsPaging = ({ nextToken, limit = 50, descending }: PageInput) => ({
  token: nextToken,
  size: limit,
  descending,
  invalid: invalidNextToken,
})
