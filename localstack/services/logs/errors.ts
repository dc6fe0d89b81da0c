import { awsError } from '../../kernel/errors.ts'

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
