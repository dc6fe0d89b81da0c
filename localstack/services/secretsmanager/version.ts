import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { recordAccess } from './access.ts'
import { invalidSecretParameter, invalidRequest, noSuchValue } from './errors.ts'
import type { SecretRecord, SecretVersionRecord } from './records.ts'
import { current, holderOf, moveLabel } from './stages.ts'

export interface NewValue {
  ClientRequestToken?: string | undefined
  SecretString?: string | undefined
  SecretBinary?: Uint8Array | undefined
}

/** True if a call gives a value; {@link checkNewValue} rejects both members at once. */
export const hasValue = ({ SecretString, SecretBinary }: NewValue): boolean =>
  SecretString !== undefined || SecretBinary !== undefined

const maxValue = 65_536

/** Rejects a value that a secret, or one that is to be made, could not take. SDKs make up a token where none is given. */
export function checkNewValue(secret: SecretRecord | undefined, value: NewValue): void {
  const { ClientRequestToken, SecretString, SecretBinary } = value
  if (ClientRequestToken === undefined)
    throw invalidRequest(
      'You must provide a ClientRequestToken value. We recommend a UUID-type value.',
    )
  if (SecretString !== undefined && SecretBinary !== undefined)
    throw invalidSecretParameter(
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    )
  if (!hasValue(value))
    throw invalidRequest('You must provide either SecretString or SecretBinary.')
  if (Buffer.byteLength(SecretString ?? SecretBinary!) > maxValue)
    throw invalidSecretParameter(`A secret value can have at most ${maxValue} bytes.`)
  const existing = secret?.versions.get(ClientRequestToken)
  if (!existing || isSame(existing, value)) return
  throw awsError(
    'ResourceExistsException',
    `You can't use ClientRequestToken ${ClientRequestToken} because that value is already in use for a version of secret ${secret!.ARN}.`,
  )
}

/**
 * Gives a secret a new value under a version id of the client's choice; the same id with the same
 * value is the same version. The first version is always the current one.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
 */
export function addVersion(
  scope: Scope,
  secret: SecretRecord,
  { ClientRequestToken: id = '', SecretString, SecretBinary }: NewValue,
  stages: string[] = [current],
): SecretVersionRecord {
  const existing = secret.versions.get(id)
  if (existing) return existing
  const isFirst = secret.versions.size === 0
  const CreatedDate = scope.clock.now()
  secret.versions.set(id, {
    VersionId: id,
    ...(SecretString === undefined ? { SecretBinary: SecretBinary! } : { SecretString }),
    VersionStages: [],
    CreatedDate,
  })
  const version = secret.versions.get(id)!
  secret.LastChangedDate = CreatedDate
  for (const stage of new Set(isFirst ? [...stages, current] : stages))
    moveLabel(secret, stage, version)
  forgetUnlabelled(secret)
  return version
}

interface Which {
  VersionId?: string | undefined
  VersionStage?: string | undefined
}

/** The version that a stage or an id names, the current one by default; a version must have both when both are given. */
export function requireVersion(
  secret: SecretRecord,
  { VersionId, VersionStage }: Which,
): SecretVersionRecord {
  const stage = VersionStage ?? current
  if (VersionId === undefined) {
    const holder = holderOf(secret, stage)
    if (!holder) throw noSuchValue(`staging label: ${stage}`)
    return holder
  }
  const version = secret.versions.get(VersionId)
  if (!version) throw noSuchValue(`VersionId: ${VersionId}`)
  if (VersionStage !== undefined && !version.VersionStages.includes(VersionStage))
    throw invalidRequest(
      'You provided a VersionStage that is not associated to the provided VersionId.',
    )
  return version
}

/** The value of a version as Get operations show it. */
export function readVersion(scope: Scope, secret: SecretRecord, which: Which) {
  const { VersionStages, ...version } = requireVersion(secret, which)
  const { ARN, Name } = secret
  recordAccess(scope, ARN, version.VersionId)
  return { ARN, Name, ...version, ...(VersionStages.length > 0 && { VersionStages }) }
}

const isSame = (version: SecretVersionRecord, { SecretString, SecretBinary }: NewValue): boolean =>
  version.SecretString === SecretString &&
  Buffer.from(version.SecretBinary ?? []).equals(SecretBinary ?? new Uint8Array())

/** AWS removes versions that lost their label when there are more than a hundred. */
function forgetUnlabelled(secret: SecretRecord): void {
  const unlabelled = [...secret.versions.values()].filter(
    ({ VersionStages }) => VersionStages.length === 0,
  )
  for (const { VersionId } of unlabelled.slice(0, -100)) secret.versions.delete(VersionId)
}
