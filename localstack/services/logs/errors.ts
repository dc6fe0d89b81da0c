import { awsError } from '../../kernel/errors.ts'

export const noSuchGroup = () =>
  awsError('ResourceNotFoundException', 'The specified log group does not exist.')

export const noSuchStream = () =>
  awsError('ResourceNotFoundException', 'The specified log stream does not exist.')

export const noSuchResource = () =>
  awsError('ResourceNotFoundException', 'The specified resource does not exist.')

export const invalidParameter = (message: string) => awsError('InvalidParameterException', message)

export const invalidToken = () => invalidParameter('The specified nextToken is invalid.')

/** CloudWatch Logs words its own checks as the model's are worded. */
export const invalidValue = (path: string, value: unknown, constraint: string) =>
  invalidParameter(
    `1 validation error detected: Value '${value}' at '${path}' failed to satisfy constraint: Member must ${constraint}`,
  )
