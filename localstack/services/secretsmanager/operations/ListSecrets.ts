import type {
  ListSecretsCommandInput,
  ListSecretsCommandOutput,
} from '@aws-sdk/client-secrets-manager'
import { type Operation, readOnly } from '../../service.ts'
import { paginate } from '../../../kernel/paginate.ts'
import { secretPaging } from '../errors.ts'
import { checkSecretFilters, passesSecretFilters } from '../filter.ts'
import { secretsOf, secretToApi } from '../secret.ts'
import type { SecretRecord } from '../records.ts'

export const ListSecrets: Operation<ListSecretsCommandInput, ListSecretsCommandOutput> = readOnly(
  ({ Filters, IncludePlannedDeletion, MaxResults = 100, NextToken, SortBy, SortOrder }, call) => {
    checkSecretFilters(Filters)
    const listed = [...secretsOf(call).values()].filter(
      (secret) =>
        (IncludePlannedDeletion || !secret.DeletedDate) && passesSecretFilters(secret, Filters),
    )
    const sorted = listed.toSorted((a, b) => compare(rank(a, SortBy), rank(b, SortBy)))
    const { items, next } = paginate(
      SortOrder === 'desc' ? sorted.toReversed() : sorted,
      secretPaging(NextToken, MaxResults),
    )
    const SecretList = items.map((secret) => {
      const { record, stages } = secretToApi(call, secret)
      return { ...record, SecretVersionsToStages: stages }
    })
    return { SecretList, NextToken: next }
  },
)

const rank = (secret: SecretRecord, by: ListSecretsCommandInput['SortBy']) => {
  if (by === 'name') return secret.Name
  return by === 'last-changed-date'
    ? secret.LastChangedDate.getTime()
    : secret.CreatedDate.getTime()
}

const compare = (a: string | number, b: string | number) => (a < b ? -1 : Number(a > b))
