import { randomBytes } from 'node:crypto'
import type { Tag } from '@aws-sdk/client-secrets-manager'
import { arn, parseArn } from '../../kernel/arn.ts'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { lastAccess } from './access.ts'
import { invalidRequest, noSuchSecret } from './errors.ts'
import type { SecretRecord } from './records.ts'
import { secrets } from './state.ts'
import { checkSecretTags } from './tags.ts'

/** The secrets of an account in a region by name, without those whose deletion date has passed. */
export function secretsOf(scope: Scope): Map<string, SecretRecord> {
  const all = scope.state(secrets)
  for (const { Name, DeletionDate } of all.values())
    if (DeletionDate && DeletionDate <= scope.clock.now()) all.delete(Name)
  return all
}

type NewSecret = Pick<SecretRecord, 'Name' | 'Description' | 'KmsKeyId'> & {
  Tags?: Tag[] | undefined
}

/** Rejects a secret that cannot be made. */
export function checkNewSecret(scope: Scope, { Name, Tags = [] }: NewSecret): void {
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
  checkSecretTags([], Tags)
}

/** Makes a secret without a value yet. */
export function createSecret(
  scope: Scope,
  { Name, Tags = [], Description, KmsKeyId }: NewSecret,
): SecretRecord {
  const now = scope.clock.now()
  const all = secretsOf(scope)
  all.set(Name, {
    ARN: newSecretArn(scope, Name),
    Name,
    ...(Description && { Description }),
    ...(KmsKeyId !== undefined && { KmsKeyId }),
    Tags,
    CreatedDate: now,
    LastChangedDate: now,
    versions: new Map(),
  })
  return all.get(Name)!
}

/** The account and region of a secret: those of its ARN, if it is given by that. */
export function ownerOf(scope: Scope, id: string): Scope {
  const { service, account, region } = parseArn(id) ?? {}
  return service === 'secretsmanager' && account && region === scope.region
    ? scope.inAccount(account)
    : scope
}

/**
 * The secret that an id names: its name, its ARN, or its ARN without the six random characters, unless the name
 * itself ends as if it had them.
 */
export function requireSecret(scope: Scope, id: string): SecretRecord {
  const isPartial = !/-[A-Za-z0-9]{6}$/.test(id)
  const found = secretsOf(ownerOf(scope, id))
    .values()
    .find(({ ARN, Name }) => id === Name || id === ARN || (isPartial && id === ARN.slice(0, -7)))
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

/** A secret for Describe and List, which name the map of versions differently; what is empty is absent. */
export function secretToApi(scope: Scope, { versions, Tags, ...record }: SecretRecord) {
  const stages = [...versions.values()]
    .filter(({ VersionStages }) => VersionStages.length > 0)
    .map(({ VersionId, VersionStages }) => [VersionId, VersionStages] as const)
  return {
    record: {
      ...record,
      LastAccessedDate: lastAccess(scope, record.ARN),
      ...(Tags.length > 0 && { Tags }),
    },
    stages: stages.length > 0 ? Object.fromEntries(stages) : undefined,
  }
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

const suffix = () => [...randomBytes(6)].map((byte) => letters[byte % letters.length]).join('')

/** The ARN of a secret that is made now. */
export const newSecretArn = (scope: Scope, name: string) =>
  arn(scope, 'secretsmanager', `secret:${name}-${suffix()}`)
