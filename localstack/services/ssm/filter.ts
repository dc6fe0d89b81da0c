import type { ParameterStringFilter } from '@aws-sdk/client-ssm'
import { newestOf } from './parameter.ts'
import type { ParameterRecord } from './records.ts'

type Test = (text: string, value: string) => boolean

const asFolder = (path: string) => (path.endsWith('/') ? path : `${path}/`)

/** A name as a path: a parameter `x` is directly under `/`. */
const asPath = (name: string) => (name.startsWith('/') ? name : `/${name}`)

/** True if a parameter is under a path, at any depth. */
export const under: Test = (name, path) => asPath(name).startsWith(asFolder(path))

/** True if a parameter is directly under a path. */
export const directlyUnder: Test = (name, path) =>
  under(name, path) && !asPath(name).slice(asFolder(path).length).includes('/')

const tests: Record<string, Test> = {
  Equals: (text, value) => text === value,
  BeginsWith: (text, value) => text.startsWith(value),
  Contains: (text, value) => text.includes(value),
  OneLevel: directlyUnder,
  Recursive: under,
}

export const optionOf = ({ Key, Option }: ParameterStringFilter): string =>
  Option ?? (Key === 'Path' ? 'OneLevel' : 'Equals')

/**
 * True if a parameter passes every filter, by any of its values.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html
 */
export const passesParameterFilters = (
  parameter: ParameterRecord,
  filters: ParameterStringFilter[] = [],
): boolean =>
  filters.every((filter) => {
    const test = tests[optionOf(filter)]!
    const texts = textsOf(parameter, filter.Key ?? '')
    if (!filter.Values) return texts.length > 0
    return filter.Values.some((value) => texts.some((text) => test(text, value)))
  })

function textsOf({ Tags, ...parameter }: ParameterRecord, key: string): string[] {
  if (key.startsWith('tag:'))
    return Tags.filter(({ Key }) => Key === key.slice(4)).map(({ Value = '' }) => Value)
  if (key === 'Path') return [parameter.Name]
  if (key === 'Name') return [asPath(parameter.Name), asPath(parameter.Name).slice(1)]
  if (key === 'Label') return newestOf({ Tags, ...parameter }).Labels ?? []
  const text = parameter[key as 'Type' | 'KeyId' | 'Tier' | 'DataType']
  return text === undefined ? [] : [text]
}
