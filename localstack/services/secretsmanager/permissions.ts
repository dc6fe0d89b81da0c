import { arn } from '../../kernel/arn.ts'
import { type PermissionTable, onAnyResource, tagRecord } from '../../access/permission.ts'
import { secretsOf } from './secret.ts'
import type { Call } from '../../kernel/scope.ts'

interface Made {
  Name: string
  Tags?: unknown[]
}

/** A secret by name or ARN; one that is not there has no random characters yet. */
function secretArn(call: Call, id: string): string {
  if (id.startsWith('arn:')) return id
  return secretsOf(call).get(id)?.ARN ?? arn(call, 'secretsmanager', `secret:${id}-??????`)
}

const secret = ({ SecretId }: { SecretId: string }, call: Call) => ({
  resource: secretArn(call, SecretId),
  keys: { 'secretsmanager:SecretId': SecretId },
})

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html */
export const permissions: PermissionTable = {
  keys: ['Name', 'SecretId', 'ResourceTag/'],
  tagsOf: (call, resource) =>
    tagRecord(
      secretsOf(call)
        .values()
        .find(({ ARN }) => ARN === resource)?.Tags,
    ),
  rules: {
    CreateSecret: ({ Name, Tags = [] }: Made, call) => {
      const needed = {
        resource: secretArn(call, Name),
        keys: { 'secretsmanager:Name': Name },
      }
      return [
        needed,
        ...(Tags.length > 0 ? [{ ...needed, action: 'secretsmanager:TagResource' }] : []),
      ]
    },
    DeleteSecret: secret,
    DescribeSecret: secret,
    GetSecretValue: secret,
    ListSecrets: onAnyResource,
    PutSecretValue: secret,
    UpdateSecret: secret,
  },
}
