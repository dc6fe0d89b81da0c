import type {
  APIErrorType,
  BatchGetSecretValueCommandInput,
  BatchGetSecretValueCommandOutput,
  SecretValueEntry,
} from '@aws-sdk/client-secrets-manager'
import { AwsError, awsError } from '../../../kernel/errors.ts'
import { paginate } from '../../../kernel/paginate.ts'
import type { Call } from '../../../kernel/scope.ts'
import { authorizer } from '../../iam/public.ts'
import { type Operation, readOnly } from '../../service.ts'
import { invalidSecretParameter, secretPaging } from '../errors.ts'
import { checkSecretFilters, passesSecretFilters } from '../filter.ts'
import { onSecret, permissions } from '../permissions.ts'
import { requireLiveSecret, secretsOf } from '../secret.ts'
import { readVersion } from '../version.ts'

/** A secret that cannot be read is an entry of Errors. */
export const BatchGetSecretValue: Operation<
  BatchGetSecretValueCommandInput,
  BatchGetSecretValueCommandOutput
> = readOnly(({ SecretIdList, Filters, MaxResults, NextToken }, call) => {
  if (!SecretIdList === !Filters)
    throw invalidSecretParameter(
      "Either 'SecretIdList' or 'Filters' must be provided, but not both.",
    )
  if (MaxResults !== undefined && !Filters)
    throw invalidSecretParameter(
      "'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is provided.",
    )
  checkSecretFilters(Filters)
  const ids =
    SecretIdList ??
    [...secretsOf(call).values()]
      .filter((secret) => !secret.DeletedDate && passesSecretFilters(secret, Filters))
      .map(({ ARN }) => ARN)
  const { items, next } = paginate(ids, secretPaging(NextToken, MaxResults ?? 20))
  const SecretValues: SecretValueEntry[] = []
  const Errors: APIErrorType[] = []
  for (const id of items)
    try {
      requireReadable(call, id)
      SecretValues.push(readVersion(call, requireLiveSecret(call, id), {}))
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      Errors.push({ SecretId: id, ErrorCode: error.code, Message: error.message })
    }
  return { SecretValues, Errors, NextToken: next }
})

function requireReadable(call: Call, id: string): void {
  const permission = { ...onSecret(call, id), action: 'secretsmanager:GetSecretValue' }
  const denial = authorizer.authorize(call, call.caller, {
    permission,
    table: permissions,
    operation: 'secretsmanager:BatchGetSecretValue',
  })
  if (denial) throw awsError('AccessDeniedException', denial.message)
}
