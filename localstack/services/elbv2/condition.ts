import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2'
import { parseCidr } from '../ec2/public.ts'
import { awsError, notImplemented } from '../../kernel/errors.ts'
import { own } from '../../kernel/own.ts'
import type { Given } from '../service.ts'

const invalid = (message: string) => awsError('ValidationError', message)

const fields: Record<string, keyof RuleCondition> = {
  'http-header': 'HttpHeaderConfig',
  'http-request-method': 'HttpRequestMethodConfig',
  'host-header': 'HostHeaderConfig',
  'query-string': 'QueryStringConfig',
  'source-ip': 'SourceIpConfig',
  'path-pattern': 'PathPatternConfig',
}

/** A rule's quotas of values, and of wildcards in them, over all its conditions. */
const maxValues = 5
const maxWildcards = 5

interface WithRegexes {
  RegexValues?: string[]
}

/** The conditions given to a rule, checked and written out as ELB shows them. */
export function checkedConditions(conditions: Given<RuleCondition>[]): RuleCondition[] {
  if (conditions.length === 0) throw invalid('A condition must be specified')
  const checked = conditions.map(writtenOut)
  const values = conditions.flatMap(valuesOf)
  if (values.length > maxValues)
    throw invalid(`A rule can only have '${maxValues}' condition values and regex values`)
  const wildcards = values.join('').match(/[*?]/g)?.length ?? 0
  if (wildcards > maxWildcards)
    throw invalid(`A rule can only have '${maxWildcards}' condition wildcards`)
  for (const field of ['path-pattern', 'host-header', 'http-request-method', 'source-ip'])
    if (conditions.filter(({ Field }) => Field === field).length > 1)
      throw invalid(`A rule can only have one '${field}' condition`)
  return checked
}

/** The values of a condition, from whichever member has them. */
export function valuesOf(condition: RuleCondition): string[] {
  const { Field, Values, QueryStringConfig } = condition
  if (Field === 'query-string')
    return (QueryStringConfig?.Values ?? []).map(({ Key, Value = '' }) =>
      Key ? `${Key}=${Value}` : Value,
    )
  const config = condition[fields[Field ?? '']!] as { Values?: string[] } | undefined
  return config?.Values ?? Values ?? []
}

function writtenOut(condition: Given<RuleCondition>): RuleCondition {
  const { Field = '' } = condition
  const config = own(fields, Field)
  if (!config)
    throw invalid(`Condition field '${Field}' must be one of '${Object.keys(fields).join(',')}'`)
  if (condition.RegexValues ?? (condition[config] as WithRegexes | undefined)?.RegexValues)
    throw notImplemented('RegexValues')
  const foreign = Object.values(fields).find((name) => name !== config && condition[name])
  if (foreign) throw invalid(`'${foreign}' cannot be specified for condition field '${Field}'`)
  if (condition.Values?.length && condition[config])
    throw invalid(`Only one of 'Values' and '${config}' can be specified in a condition`)
  const hasValues = Field === 'path-pattern' || Field === 'host-header'
  if (!condition[config] && !(hasValues && condition.Values))
    throw invalid(
      `For conditions of type '${Field}', you must specify the following fields: '${hasValues ? 'Values or RegexValues or ' : ''}${config}'`,
    )
  const values = valuesOf(condition)
  if (values.length === 0)
    throw invalid(
      `You must provide exactly one of the following: ['Values' 'RegexValues'] for config of type '${config}'`,
    )
  for (const value of values) checkValue(Field, value)
  if (Field === 'http-header') checkHeaderName(condition.HttpHeaderConfig?.HttpHeaderName)
  const { Values: _, ...rest } = condition
  return hasValues ? { ...rest, Values: values, [config]: { Values: values } } : rest
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html: what a field's values look like; a host ends in an alphabetic label. */
const characters: Record<string, RegExp> = {
  'host-header': /^[\w\-.*?]*\.[A-Za-z][A-Za-z0-9*?-]*$/,
  'http-request-method': /^[A-Z_-]{1,40}$/,
  'path-pattern': /^[\w\-.$/~"'@:+&*?]*$/,
  'http-header': /^[\x20-\x7e]*$/,
  'query-string': /^[\x20-\x7e]*$/,
}

function checkValue(field: string, value: string): void {
  if (value.length > 128)
    throw invalid(`Condition value for '${field}' cannot contain more than 128 characters`)
  if (value === '') throw invalid('A condition value must not be empty')
  if (characters[field] && !characters[field].test(value))
    throw invalid(`Condition value '${value}' contains a character that is not valid`)
  if (field === 'source-ip' && !value.includes(':') && !parseCidr(value))
    throw invalid(`The specified value '${value}' is not a valid CIDR block`)
}

function checkHeaderName(name: string | undefined): void {
  if (!name) throw invalid('A header name must be specified')
  if (name.length > 40)
    throw invalid("Condition value for 'http-header' cannot contain more than 40 characters")
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name))
    throw invalid(`Condition value '${name}' contains a character that is not valid`)
  if (/^host$/i.test(name)) throw invalid("You cannot specify 'host' as an HTTP header name")
}
