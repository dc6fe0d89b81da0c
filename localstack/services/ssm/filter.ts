import type { ParameterStringFilter } from '@aws-sdk/client-ssm'
import { awsError } from '../../kernel/errors.ts'
import { own } from '../../kernel/own.ts'
import { newestOf } from './parameter.ts'
import type { ParameterRecord } from './records.ts'

type Test = (text: string, value: string) => boolean

const options: Record<string, Test> = {
  Equals: (text, value) => text === value,
  BeginsWith: (text, value) => text.startsWith(value),
  Contains: (text, value) => text.includes(value),
  OneLevel: (name, path) => under(name, path) && !name.slice(asFolder(path).length).includes('/'),
  Recursive: (name, path) => under(name, path),
}

const asFolder = (path: string) => (path.endsWith('/') ? path : `${path}/`)

/** True if a parameter is under a path, at any depth. */
export const under: Test = (name, path) => name.startsWith(asFolder(path))

/** True if a parameter is directly under a path. */
export const directlyUnder = options.OneLevel!

/** The keys of the filters of DescribeParameters and of GetParametersByPath, beside tags. */
const describeKeys = ['Path', 'Name', 'Type', 'KeyId', 'Tier']
const pathKeys = ['Type', 'KeyId']

const values: Record<string, string[]> = {
  Tier: ['Standard', 'Advanced', 'Intelligent-Tiering'],
  Type: ['String', 'StringList', 'SecureString'],
}

/** Rejects filters that the operation does not take: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html */
export function checkParameterFilters(filters: ParameterStringFilter[], byPath: boolean): void {
  const keys = byPath ? pathKeys : describeKeys
  const seen = new Set<string>()
  for (const { Key = '', Values = [] } of filters) {
    const isKnown = keys.includes(Key) || (byPath ? Key === 'Label' : Key.startsWith('tag:'))
    if (!isKnown) throw invalidKey(`${Key}. Valid filter keys include: [${keys.join(', ')}].`)
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
    const wrong = Values.find((value) => values[Key]?.includes(value) === false)
    if (wrong !== undefined)
      throw awsError(
        'InvalidFilterOption',
        `The following filter value is not valid: ${wrong}. Valid values include: [${values[Key]!.join(', ')}].`,
      )
  }
}

const invalidKey = (what: string) =>
  awsError('InvalidFilterKey', `The following filter key is not valid: ${what}`)

/** True if a parameter passes every filter, by any of its values. */
export const passesParameterFilters = (
  parameter: ParameterRecord,
  filters: ParameterStringFilter[] = [],
): boolean =>
  filters.every(({ Key = '', Option, Values }) => {
    const option = Option ?? (Key === 'Path' ? 'OneLevel' : 'Equals')
    const test = own(options, option)
    if (!test || (Key === 'Path') !== /^(OneLevel|Recursive)$/.test(option))
      throw awsError(
        'InvalidFilterOption',
        `The following filter option is not valid: ${option}. Valid options include: ${Key === 'Path' ? '[Recursive, OneLevel]' : '[BeginsWith, Equals]'}.`,
      )
    const texts = textsOf(parameter, Key)
    if (!Values) return texts.length > 0
    return Values.some((value) => texts.some((text) => test(text, value)))
  })

function textsOf({ Tags, ...parameter }: ParameterRecord, key: string): string[] {
  if (key.startsWith('tag:'))
    return Tags.filter(({ Key }) => Key === key.slice(4)).map(({ Value = '' }) => Value)
  if (key === 'Path') return [parameter.Name]
  if (key === 'Label') return newestOf({ Tags, ...parameter }).Labels ?? []
  const text = parameter[key as 'Name' | 'Type' | 'KeyId' | 'Tier' | 'DataType']
  return text === undefined ? [] : [text]
}
