import { createHash } from 'node:crypto'
import type { Parameter } from '@aws-sdk/client-ssm'
import { arn } from '../../kernel/arn.ts'
import { awsError, notImplemented } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { ParameterRecord, ParameterVersionRecord } from './records.ts'
import { checkPath } from './rules.ts'
import { findSecretParameter } from './secret-parameter.ts'
import { parametersOf } from './state.ts'

/** A parameter's ARN has one slash after `parameter`, whether or not the name begins with one. */
export const parameterArn = (scope: Scope, name: string) =>
  arn(scope, 'ssm', `parameter/${name.replace(/^\//, '')}`)

/** The parameter of a name; `x` and `/x` are one. */
export function findParameter(scope: Scope, name: string): ParameterRecord | undefined {
  const all = parametersOf(scope)
  return all.get(name) ?? all.get(name.startsWith('/') ? name.slice(1) : `/${name}`)
}

/** The parameter that a name or an ARN of this account and region names, without a version. */
export function requireParameterRecord(scope: Scope, name: string): ParameterRecord {
  const parameter = name.startsWith('arn:') ? findByArn(scope, name) : findParameter(scope, name)
  if (!parameter) throw noSuchParameter()
  return parameter
}

/** Looks up a name or an ARN, with or without `:<version>` or `:<label>`; throws ParameterNotFound and ParameterVersionNotFound. */
export function requireParameter(scope: Scope, name: string, { decrypt = false } = {}): Parameter {
  const { path, selector, isArn } = split(name)
  const secret = findSecretParameter(scope, name, decrypt)
  if (secret) return secret
  if (!isArn) checkPath(path)
  if (path.startsWith('/aws/service/'))
    throw notImplemented(`the public parameters of AWS, such as ${path}`)
  const parameter = requireParameterRecord(scope, path)
  const shown = isArn ? parameter : { ...parameter, Name: path }
  if (selector === undefined) return parameterToApi(shown, newestOf(parameter), decrypt)
  const version = parameter.versions
    .values()
    .find(
      ({ Version, Labels }) => String(Version) === selector || Labels?.includes(selector) === true,
    )
  if (!version) throw noSuchVersion(parameter.Name, selector)
  return { ...parameterToApi(shown, version, decrypt), Selector: `:${selector}` }
}

/** AWS's error has no message. */
export const noSuchParameter = () => awsError('ParameterNotFound', '')

/** `version` is a number or a label. */
export const noSuchVersion = (name: string, version: number | string) =>
  awsError(
    'ParameterVersionNotFound',
    `Systems Manager could not find version ${version} of ${name}. Verify the version and try again.`,
  )

export const newestOf = ({ versions, Version }: ParameterRecord): ParameterVersionRecord =>
  versions.get(Version)!

/** A parameter as Get operations show it; a SecureString that is not to be decrypted is unreadable. */
export function parameterToApi(
  { Name, ARN, Type, DataType }: ParameterRecord,
  { Value, Version, LastModifiedDate }: ParameterVersionRecord,
  decrypt: boolean,
): Parameter {
  const shown = valueToApi(Type, Value, decrypt)
  return { Name, ARN, Type, DataType, Value: shown, Version, LastModifiedDate }
}

export const valueToApi = (type: string, value: string, decrypt: boolean): string =>
  type === 'SecureString' && !decrypt ? encrypted(value) : value

function findByArn(scope: Scope, text: string): ParameterRecord | undefined {
  return parametersOf(scope)
    .values()
    .find(({ ARN }) => ARN === text)
}

/** Takes the version or label off a name or an ARN. */
function split(text: string): { path: string; selector: string | undefined; isArn: boolean } {
  const [, start, name = '', selector] =
    /^(arn:.*?:parameter\/)?([^:]*)(?::(.*))?$/.exec(text) ?? []
  return { path: `${start ?? ''}${name}`, selector, isArn: start !== undefined }
}

/** Nothing is encrypted here. A hash stands in for the ciphertext. */
const encrypted = (value: string) => createHash('sha512').update(value).digest('base64')
