import { createHash } from 'node:crypto'
import type { Parameter } from '@aws-sdk/client-ssm'
import { arn } from '../../kernel/arn.ts'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { ParameterRecord, ParameterVersionRecord } from './records.ts'
import { parametersOf } from './state.ts'

/** A parameter's ARN has one slash after `parameter`, whether or not the name begins with one. */
export const parameterArn = (scope: Scope, name: string) =>
  arn(scope, 'ssm', `parameter/${name.replace(/^\//, '')}`)

/** Looks up a name or an ARN, with or without `:<version>`; throws ParameterNotFound and ParameterVersionNotFound. */
export function requireParameter(scope: Scope, name: string, { decrypt = false } = {}): Parameter {
  const { parameter, selector } = select(scope, name)
  if (!parameter) throw noSuchParameter()
  if (selector === undefined) return parameterToApi(parameter, newestOf(parameter), decrypt)
  const version = parameter.versions.values().find(({ Version }) => String(Version) === selector)
  if (!version)
    throw awsError(
      'ParameterVersionNotFound',
      `Systems Manager could not find version ${selector} of ${parameter.Name}. Verify the version and try again.`,
    )
  return { ...parameterToApi(parameter, version, decrypt), Selector: `:${selector}` }
}

/** AWS's error has no message. */
export const noSuchParameter = () => awsError('ParameterNotFound', '')

export const newestOf = ({ versions, Version }: ParameterRecord): ParameterVersionRecord =>
  versions.get(Version)!

/** A parameter as Get operations show it; a SecureString that is not to be decrypted is unreadable. */
export function parameterToApi(
  { Name, ARN, Type, DataType }: ParameterRecord,
  { Value, ...version }: ParameterVersionRecord,
  decrypt: boolean,
): Parameter {
  const shown = Type === 'SecureString' && !decrypt ? encrypted(Value) : Value
  return { Name, ARN, Type, DataType, Value: shown, ...version }
}

function select(scope: Scope, text: string) {
  const path = /^arn:[^:]+:ssm:[^:]*:\d+:parameter(\/.+)$/.exec(text)?.[1]
  const [name = '', selector] = (path ?? text).split(':')
  const all = parametersOf(scope)
  const parameter = all.get(name) ?? (path ? all.get(name.slice(1)) : undefined)
  return { parameter, selector }
}

/** Nothing is encrypted here. A hash stands in for the ciphertext. */
const encrypted = (value: string) => createHash('sha512').update(value).digest('base64')
