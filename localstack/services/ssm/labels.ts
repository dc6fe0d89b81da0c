import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { noSuchVersion, requireParameterRecord } from './parameter.ts'
import type { ParameterRecord, ParameterVersionRecord } from './records.ts'

const maxLabels = 10

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-labels.html */
export const isLabel = (label: string): boolean =>
  /^[\w.-]+$/.test(label) && !/^(\d|aws|ssm)/i.test(label)

/** The version of a parameter that a call names; the newest if it names none. */
export function requireParameterVersion(
  scope: Scope,
  name: string,
  number: number | undefined,
): { parameter: ParameterRecord; version: ParameterVersionRecord } {
  const parameter = requireParameterRecord(scope, name)
  const version = parameter.versions.get(number ?? parameter.Version)
  if (!version) throw noSuchVersion(name, number!)
  return { parameter, version }
}

/** Moves labels to a version, away from those that have them. */
export function moveLabels(
  { versions }: ParameterRecord,
  to: ParameterVersionRecord,
  labels: string[],
): void {
  const all = [...new Set([...(to.Labels ?? []), ...labels])]
  if (all.length > maxLabels)
    throw awsError(
      'ParameterVersionLabelLimitExceeded',
      'A parameter version can have maximum 10 labels.Move one or more labels to another version and try again.',
    )
  for (const version of versions.values())
    if (version.Labels) version.Labels = version.Labels.filter((label) => !labels.includes(label))
  to.Labels = all
}
