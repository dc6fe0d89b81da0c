import type { Json } from './template.ts'

/** A member of which AWS's description is not what a file says. */
export interface Difference {
  /** `containerDefinitions[0].image` */
  path: string
  found?: Json | undefined
  desired?: Json | undefined
}

/** Compares AWS's description with a file. Empty members and defaults that AWS adds do not count. */
export const differences = (described: Json, desired: Json): Difference[] =>
  compare(described, desired, (name, value, parent) => {
    if (name === 'hostPort') return value === parent.containerPort
    return name in defaults ? value === defaults[name] : isEmpty(value)
  })

/** What RegisterTaskDefinition sets if it is left out. */
const defaults: Members = {
  essential: true,
  protocol: 'tcp',
  interval: 30,
  timeout: 5,
  retries: 3,
}

/** Finds the members of a file that AWS's description does not have so. It may have more. */
export const missingFrom = (described: Json, desired: Json): Difference[] =>
  compare(described, desired, () => true)

/** Checks that AWS's description has every member of a file; it may have more. */
export const hasAll = (described: Json, desired: Json): boolean =>
  missingFrom(described, desired).length === 0

type Members = Record<string, Json>
type MayBeMore = (name: string, value: Json, parent: Members) => boolean

function compare(
  found: Json | undefined,
  desired: Json,
  mayBeMore: MayBeMore,
  path = '',
): Difference[] {
  const differs = [{ path, found, desired }]
  if (Array.isArray(desired))
    return Array.isArray(found) ? compareLists(found, desired, mayBeMore, path) : differs
  if (!isStructure(desired)) return found === desired ? [] : differs
  if (!isStructure(found)) return differs
  const at = (name: string) => (path ? `${path}.${name}` : name)
  return [
    ...Object.entries(desired).flatMap(([name, value]) =>
      compare(found[name], value, mayBeMore, at(name)),
    ),
    ...Object.entries(found)
      .filter(([name, value]) => !(name in desired) && !mayBeMore(name, value, found))
      .map(([name, value]) => ({ path: at(name), found: value, desired: undefined })),
  ]
}

const isStructure = (json: Json | undefined): json is Members =>
  typeof json === 'object' && json !== null && !Array.isArray(json)

/** AWS keeps the order of lists of structures, but not always that of lists of names. */
function compareLists(
  found: Json[],
  desired: Json[],
  mayBeMore: MayBeMore,
  path: string,
): Difference[] {
  if (found.length !== desired.length) return [{ path, found, desired }]
  const order = (list: Json[]) =>
    list.every((item) => typeof item === 'string') ? list.toSorted() : list
  const ordered = order(found)
  return order(desired).flatMap((item, index) =>
    compare(ordered[index], item, mayBeMore, `${path}[${index}]`),
  )
}

function isEmpty(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.length === 0
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0
  return !value
}
