import type { SecretRecord, SecretVersionRecord } from './records.ts'

export const current = 'AWSCURRENT'
const previous = 'AWSPREVIOUS'
const pending = 'AWSPENDING'

export const holderOf = (secret: SecretRecord, stage: string): SecretVersionRecord | undefined =>
  secret.versions.values().find(({ VersionStages }) => VersionStages.includes(stage))

/**
 * Moves a label to a version, away from the one that has it. The version that AWSCURRENT leaves gets AWSPREVIOUS,
 * and loses AWSPENDING, as recordings of AWS's answers show (LocalStack's test_secretsmanager.snapshot.json).
 */
export function moveLabel(secret: SecretRecord, stage: string, to: SecretVersionRecord): void {
  const from = holderOf(secret, stage)
  if (from === to) return
  if (from) removeLabel(from, stage)
  to.VersionStages = [...to.VersionStages, stage].toSorted()
  if (stage !== current || !from) return
  removeLabel(from, pending)
  moveLabel(secret, previous, from)
}

export function removeLabel(version: SecretVersionRecord, stage: string): void {
  version.VersionStages = version.VersionStages.filter((label) => label !== stage)
}
