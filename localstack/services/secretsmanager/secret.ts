import { randomBytes } from 'node:crypto'
import type { Tag } from '@aws-sdk/client-secrets-manager'
import { arn } from '../../kernel/arn.ts'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { invalidRequest, noSuchSecret } from './errors.ts'
import type { SecretRecord } from './records.ts'
import { secrets } from './state.ts'

/** The secrets of an account in a region by name, without those whose deletion date has passed. */
export function secretsOf(scope: Scope): Map<string, SecretRecord> {
  const all = scope.state(secrets)
  for (const { Name, DeletionDate } of all.values())
    if (DeletionDate && DeletionDate <= scope.clock.now()) all.delete(Name)
  return all
}

/** Makes a secret without a value yet. */
export function createSecret(
  scope: Scope,
  {
    Name,
    Tags = [],
    ...described
  }: Pick<SecretRecord, 'Name' | 'Description' | 'KmsKeyId'> & { Tags?: Tag[] | undefined },
): SecretRecord {
  if (!/^[\w/+=.@!-]+$/.test(Name))
    throw awsError(
      'ValidationException',
      'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
    )
  const existing = secretsOf(scope).get(Name)
  if (existing?.DeletedDate)
    throw invalidRequest(
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
    )
  if (existing)
    throw awsError(
      'ResourceExistsException',
      `The operation failed because the secret ${Name} already exists.`,
    )
  const now = scope.clock.now()
  const secret: SecretRecord = {
    ...described,
    ARN: arn(scope, 'secretsmanager', `secret:${Name}-${suffix()}`),
    Name,
    Tags,
    CreatedDate: now,
    LastChangedDate: now,
    versions: new Map(),
  }
  secretsOf(scope).set(Name, secret)
  return secret
}

/** The secret that an id names: its name, its ARN, or its ARN without the six random characters. */
export function requireSecret(scope: Scope, id: string): SecretRecord {
  const found = [...secretsOf(scope).values()].find(
    ({ ARN, Name }) => id === Name || id === ARN || id === ARN.slice(0, -7),
  )
  if (!found) throw noSuchSecret()
  return found
}

/** As {@link requireSecret}, for what cannot be done with a secret that is to be deleted. */
export function requireLiveSecret(scope: Scope, id: string): SecretRecord {
  const secret = requireSecret(scope, id)
  if (secret.DeletedDate)
    throw invalidRequest(
      "You can't perform this operation on the secret because it was marked for deletion.",
    )
  return secret
}

/** A secret for Describe and List, which name the map of versions differently. */
export function secretToApi({ versions, ...record }: SecretRecord) {
  const stages = [...versions.values()]
    .filter(({ VersionStages }) => VersionStages.length > 0)
    .map(({ VersionId, VersionStages }) => [VersionId, VersionStages] as const)
  return { record, stages: Object.fromEntries(stages) }
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

const suffix = () => [...randomBytes(6)].map((byte) => letters[byte % letters.length]).join('')
