import { awsError } from '../../kernel/errors.ts'

export const noSuchSecret = () =>
  awsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")

/** `what` names the version: `staging label: AWSCURRENT` or `VersionId: …`. */
export const noSuchValue = (what: string) =>
  awsError(
    'ResourceNotFoundException',
    `Secrets Manager can't find the specified secret value for ${what}`,
  )

export const invalidSecretParameter = (message: string) =>
  awsError('InvalidParameterException', message)

export const invalidRequest = (message: string) => awsError('InvalidRequestException', message)

/** The page of a list that the input asks for, for `paginate`. */
export const secretPaging = (token: string | undefined, size: number) => ({
  token,
  size,
  invalid: () =>
    awsError(
      'InvalidNextTokenException',
      'Invalid token. The token is not valid for this request.',
    ),
})
