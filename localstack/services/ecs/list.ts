import { paginate } from '../../kernel/paginate.ts'
import { invalidParameter } from './errors.ts'

interface EcsPageInput {
  nextToken?: string | undefined
  maxResults?: number | undefined
}

/** Cuts one page out of a list, with the names and limits that ECS's list operations share. */
export function ecsPage<T>(
  items: T[],
  { nextToken: token, maxResults: size = 100 }: EcsPageInput,
): { items: T[]; nextToken?: string } {
  if (size < 1 || size > 100) throw invalidParameter('maxResults must be between 1 and 100.')
  const invalid = () => invalidParameter('Invalid token')
  const { items: cut, next } = paginate(items, { token, size, invalid })
  return { items: cut, ...(next !== undefined && { nextToken: next }) }
}
