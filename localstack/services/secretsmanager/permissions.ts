import { arn } from '../../kernel/arn.ts'
import { onAnyResource, tagRecord } from '../../access/permission.ts'
import type { OperationPermission, PermissionTable } from '../../access/permission.ts'
import { ownerOf, requireSecret, secretsOf } from './secret.ts'
import type { SecretRecord } from './records.ts'
import type { Call, Scope } from '../../kernel/scope.ts'
import { AwsError } from '../../kernel/errors.ts'

interface Made {
  Name: string
  Tags?: unknown[]
}

function findSecret(scope: Scope, id: string): SecretRecord | undefined {
  try {
    return requireSecret(scope, id)
  } catch (error) {
    if (error instanceof AwsError) return undefined
    throw error
  }
}

/** A permission on a secret, by its name or ARN, with its policy; one that is not there has no random characters yet. */
export function onSecret(scope: Scope, id: string): OperationPermission {
  const secret = findSecret(scope, id)
  const unknown = id.startsWith('arn:') ? id : arn(scope, 'secretsmanager', `secret:${id}-??????`)
  return {
    resource: secret?.ARN ?? unknown,
    keys: { 'secretsmanager:SecretId': id },
    policies: secret?.policyText === undefined ? [] : [secret.policyText],
  }
}

const secret = ({ SecretId }: { SecretId: string }, call: Call) => onSecret(call, SecretId)

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html */
export const permissions: PermissionTable = {
  keys: ['Name', 'SecretId', 'ResourceTag/'],
  omitsAnyResource: true,
  tagsOf: (call, resource) =>
    tagRecord(
      secretsOf(ownerOf(call, resource))
        .values()
        .find(({ ARN }) => ARN === resource)?.Tags,
    ),
  rules: {
    BatchGetSecretValue: onAnyResource,
    CreateSecret: ({ Name, Tags = [] }: Made, call) => {
      const needed = { ...onSecret(call, Name), keys: { 'secretsmanager:Name': Name } }
      return [
        needed,
        ...(Tags.length > 0 ? [{ ...needed, action: 'secretsmanager:TagResource' }] : []),
      ]
    },
    DeleteResourcePolicy: secret,
    DeleteSecret: secret,
    DescribeSecret: secret,
    GetRandomPassword: onAnyResource,
    GetResourcePolicy: secret,
    GetSecretValue: secret,
    ListSecretVersionIds: secret,
    ListSecrets: onAnyResource,
    PutResourcePolicy: secret,
    PutSecretValue: secret,
    RestoreSecret: secret,
    RotateSecret: secret,
    TagResource: secret,
    UntagResource: secret,
    UpdateSecret: secret,
    UpdateSecretVersionStage: secret,
    ValidateResourcePolicy: ({ SecretId }: { SecretId?: string }, call) =>
      SecretId === undefined ? { resource: '*' } : onSecret(call, SecretId),
  },
}
