import type { Json } from './template.ts'

/** Whether what AWS describes is what a file asks for: AWS adds empty members and default values. */
export function isSame(described: Json, wanted: Json): boolean {
  return compare(described, wanted, (name, value, parent) => {
    if (name === 'hostPort') return value === parent.containerPort
    return isEmpty(value)
  })
}

/** Whether what AWS describes has all that a file asks for, and perhaps more. */
export function hasAll(described: Json, wanted: Json): boolean {
  return compare(described, wanted, () => true)
}

type Members = Record<string, Json>
type MayBeMore = (name: string, value: Json, parent: Members) => boolean

function compare(described: Json, wanted: Json, mayBeMore: MayBeMore): boolean {
  if (Array.isArray(wanted))
    return Array.isArray(described) && compareLists(described, wanted, mayBeMore)
  if (wanted === null || typeof wanted !== 'object') return described === wanted
  if (described === null || typeof described !== 'object') return false
  const found = described as Members
  const more = Object.entries(found).filter(([name]) => !(name in wanted))
  return (
    Object.entries(wanted).every(
      ([name, value]) => found[name] !== undefined && compare(found[name], value, mayBeMore),
    ) && more.every(([name, value]) => mayBeMore(name, value, found))
  )
}

/** AWS keeps the order of structures, and not always that of names. */
function compareLists(described: Json[], wanted: Json[], mayBeMore: MayBeMore): boolean {
  if (described.length !== wanted.length) return false
  const order = (list: Json[]) =>
    list.every((item) => typeof item === 'string') ? list.toSorted() : list
  const found = order(described)
  return order(wanted).every((item, index) => compare(found[index]!, item, mayBeMore))
}

function isEmpty(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.length === 0
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0
  return !value
}
