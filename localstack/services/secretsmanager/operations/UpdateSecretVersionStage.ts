import type {
  UpdateSecretVersionStageCommandInput,
  UpdateSecretVersionStageCommandOutput,
} from '@aws-sdk/client-secrets-manager'
import type { Operation } from '../../service.ts'
import { invalidSecretParameter } from '../errors.ts'
import { requireLiveSecret } from '../secret.ts'
import { current, holderOf, moveLabel, removeLabel } from '../stages.ts'
import type { SecretRecord } from '../records.ts'

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html */
export const UpdateSecretVersionStage: Operation<
  UpdateSecretVersionStageCommandInput,
  UpdateSecretVersionStageCommandOutput
> = ({ SecretId, VersionStage: stage, RemoveFromVersionId, MoveToVersionId }, call) => {
  const secret = requireLiveSecret(call, SecretId)
  const { ARN, Name } = secret
  const from = RemoveFromVersionId === undefined ? undefined : version(secret, RemoveFromVersionId)
  const to = MoveToVersionId === undefined ? undefined : version(secret, MoveToVersionId)
  if (from && !from.VersionStages.includes(stage))
    throw invalidSecretParameter(
      `Version stage ${stage} not found in version ${RemoveFromVersionId}`,
    )
  const holder = holderOf(secret, stage)
  if (to && holder && holder !== to && !from)
    throw invalidSecretParameter(
      `The parameter RemoveFromVersionId can't be empty. Staging label ${stage} is currently attached to version ${holder.VersionId}, so you must explicitly reference that version in RemoveFromVersionId.`,
    )
  if (from && !to && stage === current)
    throw invalidSecretParameter(
      "You can only move staging label AWSCURRENT to a different secret version. It can't be completely removed.",
    )
  if (to) moveLabel(secret, stage, to)
  else if (from) removeLabel(from, stage)
  return { ARN, Name }
}

function version({ versions }: SecretRecord, id: string) {
  const found = versions.get(id)
  if (!found) throw invalidSecretParameter(`Not a valid version: ${id}`)
  return found
}
