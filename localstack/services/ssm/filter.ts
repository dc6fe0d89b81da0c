import type { ParameterStringFilter } from '@aws-sdk/client-ssm'
import { awsError } from '../../kernel/errors.ts'
import { own } from '../../kernel/own.ts'
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

/**
 * True if a parameter passes every filter, by any of its values.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html
 */
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
  const text = parameter[key as 'Name' | 'Type' | 'KeyId' | 'Tier' | 'DataType']
  return text === undefined ? [] : [text]
}
