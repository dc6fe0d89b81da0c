import type {
  RotateSecretCommandInput,
  RotateSecretCommandOutput,
} from '@aws-sdk/client-secrets-manager'
import { notImplemented } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { invalidRequest, invalidSecretParameter } from '../errors.ts'
import { requireLiveSecret } from '../secret.ts'

/** No function that could rotate a secret runs here. */
export const RotateSecret: Operation<RotateSecretCommandInput, RotateSecretCommandOutput> = (
  { SecretId, ClientRequestToken, RotationLambdaARN },
  call,
) => {
  if (ClientRequestToken === undefined)
    throw invalidSecretParameter(
      'You must provide a ClientRequestToken value. We recommend a UUID-type value.',
    )
  requireLiveSecret(call, SecretId)
  if (RotationLambdaARN === undefined)
    throw invalidRequest('No Lambda rotation function ARN is associated with this secret.')
  throw notImplemented('the rotation of secrets by a Lambda function')
}
