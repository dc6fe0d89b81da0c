import type { Parameter } from '@aws-sdk/client-ssm'
import { arn } from '../../kernel/arn.ts'
import { AwsError, awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { requireLiveSecret, requireVersion } from '../secretsmanager/public.ts'

const prefix = '/aws/reference/secretsmanager/'

interface Reference {
  secret: string
  /** The id or the label of a version. */
  selector: string | undefined
}

/** The secret that a parameter name stands for: https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html */
export function findSecretReference(name: string): Reference | undefined {
  if (!name.startsWith(prefix)) return undefined
  const [secret = '', selector] = name.slice(prefix.length).split(':')
  return { secret, selector }
}

/** The secret as a parameter, if the name stands for one. */
export function findSecretParameter(
  scope: Scope,
  name: string,
  decrypt: boolean,
): Parameter | undefined {
  const reference = findSecretReference(name)
  if (!reference) return undefined
  if (!decrypt)
    throw awsError(
      'ValidationException',
      'WithDecryption flag must be True for retrieving a Secret Manager secret.',
    )
  try {
    return secretToParameter(scope, name, reference)
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    throw awsError(
      'ParameterNotFound',
      `An error occurred (ParameterNotFound) when referencing Secrets Manager: Secret ${name} not found.`,
    )
  }
}

function secretToParameter(
  scope: Scope,
  name: string,
  { secret: id, selector }: Reference,
): Parameter {
  const secret = requireLiveSecret(scope, id)
  const isVersion = selector !== undefined && secret.versions.has(selector)
  const which = isVersion ? { VersionId: selector } : { VersionStage: selector }
  const { SecretString, CreatedDate } = requireVersion(secret, which)
  const [path = ''] = name.split(':')
  const { ARN, versions } = secret
  return {
    Name: path,
    ARN: arn(scope, 'ssm', `parameter${path}`),
    Type: 'SecureString',
    Value: SecretString,
    Version: 0,
    LastModifiedDate: CreatedDate,
    DataType: 'text',
    ...(selector !== undefined && { Selector: `:${selector}` }),
    SourceResult: JSON.stringify({
      ARN,
      name: secret.Name,
      lastChangedDate: secret.LastChangedDate.getTime(),
      versionIdsToStages: Object.fromEntries(
        [...versions.values()].map(({ VersionId, VersionStages }) => [VersionId, VersionStages]),
      ),
    }),
  }
}
