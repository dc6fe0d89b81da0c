import type { ParameterStringFilter } from '@aws-sdk/client-ssm'
import { awsError } from '../../kernel/errors.ts'
import { optionOf } from './filter.ts'

/** The keys of the filters of DescribeParameters and of GetParametersByPath, beside tags and labels. */
const describeKeys = ['Path', 'Name', 'Type', 'KeyId', 'Tier']
const pathKeys = ['Type', 'KeyId']

const values: Record<string, string[]> = {
  Tier: ['Standard', 'Advanced', 'Intelligent-Tiering'],
  Type: ['String', 'StringList', 'SecureString'],
}

/** Rejects filters that the operation does not take: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html */
export function checkParameterFilters(filters: ParameterStringFilter[], byPath: boolean): void {
  const seen = new Set<string>()
  for (const filter of filters) {
    const { Key = '', Values = [] } = filter
    checkKey(Key, byPath)
    if (Values.length === 0 && !Key.startsWith('tag:'))
      throw awsError(
        'InvalidFilterValue',
        `The following filter values are missing : null for filter key ${Key}.`,
      )
    if (seen.has(Key))
      throw awsError(
        'InvalidFilterKey',
        `The following filter is duplicated in the request: ${Key}. A request can contain only one occurrence of a specific filter.`,
      )
    seen.add(Key)
    checkOption(filter)
    for (const value of Values) checkFilterValue(Key, value)
  }
}

function checkKey(key: string, byPath: boolean): void {
  const keys = byPath ? pathKeys : describeKeys
  if (keys.includes(key) || (byPath ? key === 'Label' : key.startsWith('tag:'))) return
  throw awsError(
    'InvalidFilterKey',
    `The following filter key is not valid: ${key}. Valid filter keys include: [${keys.join(', ')}].`,
  )
}

function checkOption(filter: ParameterStringFilter): void {
  const option = optionOf(filter)
  const listed = filter.Key === 'Path' ? ['Recursive', 'OneLevel'] : ['BeginsWith', 'Equals']
  if (listed.includes(option) || (filter.Key === 'Name' && option === 'Contains')) return
  throw awsError(
    'InvalidFilterOption',
    `The following filter option is not valid: ${option}. Valid options include: [${listed.join(', ')}].`,
  )
}

function checkFilterValue(key: string, value: string): void {
  if (values[key]?.includes(value) === false)
    throw awsError(
      'InvalidFilterOption',
      `The following filter value is not valid: ${value}. Valid values include: [${values[key].join(', ')}].`,
    )
  if (key !== 'Path') return
  if (/^\/(aws|ssm)/i.test(value))
    throw awsError(
      'ValidationException',
      'Filters for common parameters can\'t be prefixed with "aws" or "ssm" (case-insensitive). When using global parameters, please specify within a global namespace.',
    )
  checkFilterPath(value)
}

/** Rejects a path under which no parameter can be. */
export function checkFilterPath(path: string): void {
  if (/^\/([\w.-]+(\/[\w.-]+)*\/?)?$/.test(path)) return
  throw awsError(
    'ValidationException',
    'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.',
  )
}
