import { awsError } from '../../kernel/errors.ts'

/** A page of a list; ELB's markers mean nothing to a client, here one is where the next page begins. */
export function pageOf<T>(
  records: T[],
  { Marker, PageSize = 400 }: { Marker?: string; PageSize?: number },
): { page: T[]; NextMarker?: string } {
  const start = Number(Marker ?? 0)
  if (!Number.isInteger(start) || start < 0)
    throw awsError('ValidationError', `The marker '${Marker}' is not valid`)
  const end = start + PageSize
  return {
    page: records.slice(start, end),
    ...(end < records.length && { NextMarker: String(end) }),
  }
}
