import type { Json } from './template.ts'

/** Compares AWS's description with a file. Empty members and defaults that AWS adds do not count. */
export function isSame(described: Json, desired: Json): boolean {
  return compare(described, desired, (name, value, parent) => {
    if (name === 'hostPort') return value === parent.containerPort
    return name in defaults ? value === defaults[name] : isEmpty(value)
  })
}

/** What RegisterTaskDefinition sets if it is left out. */
const defaults: Members = {
  essential: true,
  protocol: 'tcp',
  interval: 30,
  timeout: 5,
  retries: 3,
}

/** Checks that AWS's description has every member of a file; it may have more. */
export function hasAll(described: Json, desired: Json): boolean {
  return compare(described, desired, () => true)
}

type Members = Record<string, Json>
type MayBeMore = (name: string, value: Json, parent: Members) => boolean

function compare(described: Json, desired: Json, mayBeMore: MayBeMore): boolean {
  if (Array.isArray(desired))
    return Array.isArray(described) && compareLists(described, desired, mayBeMore)
  if (desired === null || typeof desired !== 'object') return described === desired
  if (described === null || typeof described !== 'object') return false
  const found = described as Members
  const more = Object.entries(found).filter(([name]) => !(name in desired))
  return (
    Object.entries(desired).every(
      ([name, value]) => found[name] !== undefined && compare(found[name], value, mayBeMore),
    ) && more.every(([name, value]) => mayBeMore(name, value, found))
  )
}

/** AWS keeps the order of lists of structures, but not always that of lists of names. */
function compareLists(described: Json[], desired: Json[], mayBeMore: MayBeMore): boolean {
  if (described.length !== desired.length) return false
  const order = (list: Json[]) =>
    list.every((item) => typeof item === 'string') ? list.toSorted() : list
  const found = order(described)
  return order(desired).every((item, index) => compare(found[index]!, item, mayBeMore))
}

function isEmpty(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.length === 0
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0
  return !value
}
