import type { Filter, Tag } from '@aws-sdk/client-ec2'
import { type AwsError, awsError } from '../../kernel/errors.ts'
import { paginate } from '../../kernel/paginate.ts'
import { own } from '../../kernel/own.ts'
import { anyOne, anyRun, matchesWildcard, type Token } from '../../../scripts/policy/wildcard.ts'

/** The filters of a resource: for each name, the values of a record. */
export type Filters<T> = Record<string, (record: T) => (string | number | boolean | undefined)[]>

/** The values of a filter for what no record here has. */
export const none = () => []

interface Query {
  ids?: string[] | undefined
  Filters?: { Name?: string | undefined; Values?: string[] | undefined }[] | undefined
  MaxResults?: number | undefined
  NextToken?: string | undefined
}

interface Kind<T> {
  filters: Filters<T>
  /** The error for an id that names nothing. */
  notFound(id: string): AwsError
  tags?(record: T): Tag[]
}

/** Selects records by id and filters, and cuts a page out of them. */
export function describe<T>(
  records: Map<string, T>,
  query: Query,
  kind: Kind<T>,
): { page: T[]; NextToken?: string | undefined } {
  const named = query.ids?.length ? new Set(query.ids) : undefined
  const candidates = named
    ? [...named].map((id) => existing(records, id, kind))
    : [...records.values()]
  return paged(filtered(candidates, query.Filters, kind), query)
}

function existing<T>(records: Map<string, T>, id: string, kind: Kind<T>): T {
  const record = records.get(id)
  if (!record) throw kind.notFound(id)
  return record
}

/** Filters are joined by AND, a filter's values by OR; values may have wildcards: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html */
export function filtered<T>(
  records: T[],
  filters: Filter[] = [],
  { filters: table, tags = () => [] }: Pick<Kind<T>, 'filters' | 'tags'>,
): T[] {
  const tests = filters.map(({ Name = '', Values = [] }) => {
    const look = lookup(Name, table, tags)
    const patterns = Values.map(patternOf)
    return (record: T) =>
      look(record).some((value) =>
        patterns.some((pattern) => matchesWildcard(pattern, String(value))),
      )
  })
  return records.filter((record) => tests.every((test) => test(record)))
}

function lookup<T>(
  name: string,
  table: Filters<T>,
  tags: (record: T) => Tag[],
): Filters<T>[string] {
  if (name.startsWith('tag:'))
    return (record) =>
      tags(record).flatMap(({ Key, Value }) => (Key === name.slice('tag:'.length) ? [Value] : []))
  if (name === 'tag-key') return (record) => tags(record).map(({ Key }) => Key)
  if (name === 'tag-value') return (record) => tags(record).map(({ Value }) => Value)
  const look = own(table, name)
  if (!look) throw awsError('InvalidParameterValue', `The filter '${name}' is invalid`)
  return look
}

/** `*` and `?` are wildcards unless escaped by a backslash. */
const patternOf = (value: string): Token[] =>
  (value.match(/\\?[^]/gu) ?? []).map((character) =>
    character === '*' ? anyRun : character === '?' ? anyOne : character.replace(/^\\(?=.)/su, ''),
  )

/** One page of a Describe; all records unless `MaxResults` is given. */
export function paged<T>(
  records: T[],
  { MaxResults, NextToken }: Query,
): { page: T[]; NextToken?: string | undefined } {
  const { items, next } = paginate(records, {
    token: NextToken || undefined,
    size: MaxResults || undefined,
    invalid: () => awsError('InvalidPaginationToken', 'The provided pagination token is invalid'),
  })
  return { page: items, ...(next && { NextToken: next }) }
}
