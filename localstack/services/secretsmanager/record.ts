import type { SecretRecord } from './records.ts'

/** A secret for Describe and List, which name the map of versions differently. */
export function secretToApi({ versions, ...record }: SecretRecord) {
  const stages = [...versions.values()]
    .filter(({ VersionStages }) => VersionStages.length > 0)
    .map(({ VersionId, VersionStages }) => [VersionId, VersionStages] as const)
  return { record, stages: Object.fromEntries(stages) }
}
