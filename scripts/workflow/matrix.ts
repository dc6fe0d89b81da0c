import type { Value } from './expression.ts'

/** The values of the context `matrix` in one of a job's runs. */
export type Combination = Record<string, Value>

/**
 * Lists the combinations of a matrix, as GitHub does.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategymatrix
 */
export function expandMatrix(matrix: Value): Combination[] {
  if (matrix === null || typeof matrix !== 'object' || Array.isArray(matrix))
    throw new Error('Unexpected type of value for strategy.matrix: a mapping is required')
  const { include = [], exclude = [], ...axes } = matrix
  const names = Object.keys(axes)
  const product = names.reduce<Combination[]>(
    (combinations, name) =>
      combinations.flatMap((combination) =>
        listed(axes[name]!, name).map((value) => ({ ...combination, [name]: value })),
      ),
    names.length > 0 ? [{}] : [],
  )
  const kept = product
    .filter((one) => !listed(exclude, 'exclude').some((other) => agree(one, other as Combination)))
    .map((original) => ({ original, whole: { ...original } }))
  const added: Combination[] = []
  for (const one of listed(include, 'include') as Combination[]) {
    const own = Object.fromEntries(Object.entries(one).filter(([name]) => names.includes(name)))
    const extended = kept.filter(({ original }) => agree(original, own))
    for (const { whole } of extended) Object.assign(whole, one)
    if (extended.length === 0) added.push(one)
  }
  return [...kept.map(({ whole }) => whole), ...added]
}

function listed(value: Value, name: string): Value[] {
  if (!Array.isArray(value)) throw new Error(`strategy.matrix.${name} must be a list`)
  return value
}

const agree = (one: Combination, other: Combination) =>
  Object.entries(other).every(([name, value]) => same(one[name], value))

const same = (one: Value | undefined, other: Value) => JSON.stringify(one) === JSON.stringify(other)

/** The end of a job's name, as GitHub shows it: ` (linux, 26)`. */
export function suffixOf(combination: Combination): string {
  const values = Object.values(combination).map((value) =>
    value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value),
  )
  return values.length > 0 ? ` (${values.join(', ')})` : ''
}
