import type { Scope } from '../../kernel/scope.ts'
import { defineState } from '../../kernel/store.ts'
import type { ParameterRecord } from './records.ts'

export const parameters = defineState<Map<string, ParameterRecord>>({
  name: 'ssm',
  initial: () => new Map(),
})

/** The parameters of an account in a region, by name. */
export const parametersOf = (scope: Scope): Map<string, ParameterRecord> => scope.state(parameters)

/** Parameters in the order in which lists show them. */
export const sortParameters = (parameters: ParameterRecord[]): ParameterRecord[] =>
  parameters.toSorted((a, b) => (a.Name < b.Name ? -1 : 1))
