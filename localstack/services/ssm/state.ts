import type { Scope } from '../../kernel/scope.ts'
import { defineState } from '../../kernel/define-state.ts'
import { mapValues } from '../../kernel/map-values.ts'
import { notSaved } from '../../kernel/not-saved.ts'
import type { ParameterRecord, ParameterVersionRecord } from './records.ts'

export const parameters = defineState<Map<string, ParameterRecord>>({
  name: 'ssm',
  initial: () => new Map(),
  withoutSecrets: (records) =>
    mapValues(records, (parameter) =>
      // A version has a type of its own if it was put with another one.
      ({ ...parameter, versions: mapValues(parameter.versions, withoutValue(parameter.Type)) }),
    ),
})

const withoutValue =
  (type: ParameterRecord['Type']) =>
  (version: ParameterVersionRecord): ParameterVersionRecord =>
    [type, version.Type].includes('SecureString') ? { ...version, Value: notSaved } : version

/** The parameters of an account in a region, by name. */
export const parametersOf = (scope: Scope): Map<string, ParameterRecord> => scope.state(parameters)

/** Parameters in the order in which lists show them. */
export const sortParameters = (parameters: ParameterRecord[]): ParameterRecord[] =>
  parameters.toSorted((a, b) => (a.Name < b.Name ? -1 : 1))
