import { awsError } from '../../kernel/errors.ts'
import { paginate } from '../../kernel/paginate.ts'
import type { Dimension } from './records.ts'

interface Query {
  ServiceNamespace: string
  ResourceIds?: string[] | undefined
  ScalableDimension?: string | undefined
  MaxResults?: number | undefined
  NextToken?: string | undefined
}

/** A page of what a Describe operation asks for: of a namespace, and of resources and a dimension when named. */
export function select<T extends Dimension>(
  records: Iterable<T>,
  { ServiceNamespace, ResourceIds, ScalableDimension, MaxResults = 50, NextToken }: Query,
): { items: T[]; NextToken?: string | undefined } {
  const found = [...records].filter(
    (record) =>
      record.ServiceNamespace === ServiceNamespace &&
      (!ResourceIds || ResourceIds.includes(record.ResourceId)) &&
      (!ScalableDimension || record.ScalableDimension === ScalableDimension),
  )
  const { items, next } = paginate(found, {
    token: NextToken,
    size: MaxResults,
    invalid: () => awsError('InvalidNextTokenException', 'The next token is invalid'),
  })
  return { items, NextToken: next }
}

/** The one resource that most Describe operations can name, as a list. */
export const oneResource = (id: string | undefined) => (id === undefined ? undefined : [id])
