import { randomUUID } from 'node:crypto'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { invalidSecretParameter, invalidRequest, noSuchValue } from './errors.ts'
import type { SecretRecord, SecretVersionRecord } from './records.ts'

export interface NewValue {
  ClientRequestToken?: string | undefined
  SecretString?: string | undefined
  SecretBinary?: Uint8Array | undefined
}

/** True if a call gives a value; {@link addVersion} rejects both members at once. */
export const hasValue = ({ SecretString, SecretBinary }: NewValue): boolean =>
  SecretString !== undefined || SecretBinary !== undefined

const current = 'AWSCURRENT'
const previous = 'AWSPREVIOUS'

/**
 * Gives a secret a new value under a version id of the client's choice; the same id with the same
 * value is the same version, with another one an error.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
 */
export function addVersion(
  scope: Scope,
  secret: SecretRecord,
  { ClientRequestToken: id = randomUUID(), SecretString, SecretBinary }: NewValue,
  stages: string[] = [current],
): SecretVersionRecord {
  if (SecretString !== undefined && SecretBinary !== undefined)
    throw invalidSecretParameter(
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    )
  if (!hasValue({ SecretString, SecretBinary }))
    throw invalidRequest('You must provide either SecretString or SecretBinary.')
  const existing = secret.versions.get(id)
  if (existing) return sameVersion(secret, existing, { SecretString, SecretBinary })
  const version: SecretVersionRecord = {
    VersionId: id,
    ...(SecretString === undefined ? { SecretBinary: SecretBinary! } : { SecretString }),
    VersionStages: [],
    CreatedDate: scope.clock.now(),
  }
  secret.versions.set(id, version)
  secret.LastChangedDate = version.CreatedDate
  for (const stage of stages) moveLabel(secret, stage, version)
  forgetUnlabelled(secret)
  return version
}

/** The version that a stage or an id names, the current one by default; a version must have both when both are given. */
export function requireVersion(
  secret: SecretRecord,
  {
    VersionId,
    VersionStage,
  }: { VersionId?: string | undefined; VersionStage?: string | undefined },
): SecretVersionRecord {
  const stage = VersionStage ?? (VersionId === undefined ? current : undefined)
  const found = [...secret.versions.values()].find(
    (version) =>
      (VersionId === undefined || version.VersionId === VersionId) &&
      (stage === undefined || version.VersionStages.includes(stage)),
  )
  if (found) return found
  throw noSuchValue(VersionId === undefined ? `staging label: ${stage}` : `VersionId: ${VersionId}`)
}

function sameVersion(
  { ARN }: SecretRecord,
  version: SecretVersionRecord,
  { SecretString, SecretBinary }: NewValue,
): SecretVersionRecord {
  const same =
    version.SecretString === SecretString &&
    Buffer.from(version.SecretBinary ?? []).equals(SecretBinary ?? new Uint8Array())
  if (same) return version
  throw awsError(
    'ResourceExistsException',
    `You can't use ClientRequestToken ${version.VersionId} because that value is already in use for a version of secret ${ARN}.`,
  )
}

function moveLabel(secret: SecretRecord, stage: string, to: SecretVersionRecord): void {
  const from = [...secret.versions.values()].find((version) =>
    version.VersionStages.includes(stage),
  )
  if (from) from.VersionStages = from.VersionStages.filter((label) => label !== stage)
  to.VersionStages.push(stage)
  if (stage === current && from) moveLabel(secret, previous, from)
}

/** AWS removes versions that lost their label when there are more than a hundred. */
function forgetUnlabelled(secret: SecretRecord): void {
  const unlabelled = [...secret.versions.values()].filter(
    ({ VersionStages }) => VersionStages.length === 0,
  )
  for (const { VersionId } of unlabelled.slice(0, -100)) secret.versions.delete(VersionId)
}
