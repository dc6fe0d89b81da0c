import type { Filter } from '@aws-sdk/client-secrets-manager'
import { invalidSecretParameter } from './errors.ts'
import type { SecretRecord } from './records.ts'

type Texts = (secret: SecretRecord) => string[]

const keys = ({ Tags }: SecretRecord) => Tags.map(({ Key = '' }) => Key)
const values = ({ Tags }: SecretRecord) => Tags.map(({ Value = '' }) => Value)

const texts: Record<NonNullable<Filter['Key']>, Texts> = {
  name: ({ Name }) => [Name],
  description: ({ Description = '' }) => Description.split(/\s+/),
  'tag-key': keys,
  'tag-value': values,
  all: (secret) => [secret.Name, secret.Description ?? '', ...keys(secret), ...values(secret)],
  'primary-region': () => [],
  'owning-service': () => [],
}

/**
 * True if a secret passes every filter: one of the filter's values is a prefix, of a description each of its words; `!` negates.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Filter.html
 */
export const passesSecretFilters = (secret: SecretRecord, filters: Filter[] = []): boolean =>
  filters.every(({ Key = 'all', Values = [] }) => {
    const found = texts[Key](secret)
    const anyCase = Key !== 'name' && Key !== 'tag-key'
    const words = (value: string) => (Key === 'description' ? value.split(/\s+/) : [value])
    return Values.some((value) => words(value).every((word) => startsWith(found, word, anyCase)))
  })

export function checkSecretFilters(filters: Filter[] = []): void {
  for (const { Key, Values } of filters) {
    if (!Key) throw invalidSecretParameter('Invalid filter key')
    if (!Values?.length) throw invalidSecretParameter(`Invalid filter values for key: ${Key}`)
  }
}

function startsWith(found: string[], value: string, anyCase: boolean): boolean {
  if (value.startsWith('!')) return !startsWith(found, value.slice(1), anyCase)
  const same = (text: string) => (anyCase ? text.toLowerCase() : text)
  return found.some((text) => same(text).startsWith(same(value)))
}
