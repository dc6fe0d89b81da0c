import { type Model, type Shape, shapeOf } from './model.ts'
import { patternOf } from './pattern.ts'

/** One place where the input breaks the model; `constraint` is worded as AWS words it after "Member must". */
export interface Violation {
  path: string
  value: unknown
  /** `items`: an item of a list of texts or numbers. Its value is the list, its shape the item's. */
  kind: 'required' | 'enum' | 'pattern' | 'length' | 'range' | 'items'
  constraint: string
  shape: Shape
}

const maxViolations = 100
const maxShown = 256

/** A longer value is tested against a pattern only if its length is valid. */
const alwaysTested = 1024

/** Lists violations of the model in `input`, in the model's order, up to a hundred. */
export function validate(model: Model, shapeName: string, input: unknown): Violation[] {
  const violations: Violation[] = []
  check(model, shapeOf(model, shapeName), input, '', violations)
  return violations.slice(0, maxViolations)
}

function check(model: Model, shape: Shape, value: unknown, path: string, found: Violation[]): void {
  if (found.length >= maxViolations) return
  switch (shape.type) {
    case 'structure':
      return checkStructure(model, shape, value as Record<string, unknown>, path, found)
    case 'list':
      return checkList(model, shape, value as unknown[], path, found)
    case 'map':
      return checkMap(model, shape, value as Record<string, unknown>, path, found)
    case 'string':
      return checkString(shape, value as string, path, found)
    case 'integer':
    case 'long':
    case 'double':
    case 'float':
      return checkLimits('range', shape, value as number, value, path, found)
    case 'blob':
      return checkLimits('length', shape, (value as Uint8Array).length, value, path, found)
  }
}

function checkStructure(
  model: Model,
  shape: Shape,
  value: Record<string, unknown>,
  path: string,
  found: Violation[],
): void {
  for (const name of shape.required ?? []) {
    if (value[name] !== undefined) continue
    const missing = shapeOf(model, shape.members![name]!.shape)
    found.push({
      path: join(path, name),
      value: undefined,
      kind: 'required',
      constraint: 'not be null',
      shape: missing,
    })
  }
  for (const name in value) {
    const member = shape.members?.[name]
    if (member && value[name] !== undefined)
      check(model, shapeOf(model, member.shape), value[name], join(path, name), found)
  }
}

function checkList(
  model: Model,
  shape: Shape,
  value: unknown[],
  path: string,
  found: Violation[],
): void {
  checkLimits('length', shape, value.length, value, path, found)
  const item = shapeOf(model, shape.member!.shape)
  if (['structure', 'list', 'map'].includes(item.type))
    value.forEach((entry, index) => check(model, item, entry, `${path}.${index + 1}.member`, found))
  else if (!value.every((entry) => isValid(model, item, entry)))
    found.push({ path, value, kind: 'items', constraint: ofItems(item), shape: item })
}

function isValid(model: Model, shape: Shape, value: unknown): boolean {
  const found: Violation[] = []
  check(model, shape, value, '', found)
  return found.length === 0
}

/** All constraints of a list's items; AWS does not say which item breaks which one. */
function ofItems({ type, max, min, pattern, enum: values }: Shape): string {
  const noun = type === 'string' || type === 'blob' ? 'length' : 'value'
  const constraints = [
    max !== undefined && `have ${noun} less than or equal to ${max}`,
    min !== undefined && `have ${noun} greater than or equal to ${min}`,
    pattern && `satisfy regular expression pattern: ${pattern}`,
    values && `satisfy enum value set: [${values.join(', ')}]`,
  ].filter((constraint) => constraint)
  return `satisfy constraint: [${constraints.map((constraint) => `Member must ${constraint}`).join(', ')}]`
}

function checkMap(
  model: Model,
  shape: Shape,
  value: Record<string, unknown>,
  path: string,
  found: Violation[],
): void {
  const entries = Object.entries(value)
  checkLimits('length', shape, entries.length, value, path, found)
  for (const [key, entry] of entries) {
    check(model, shapeOf(model, shape.key!.shape), key, `${path}.key`, found)
    check(model, shapeOf(model, shape.value!.shape), entry, `${path}.${shorten(key)}.member`, found)
  }
}

function checkString(shape: Shape, value: string, path: string, found: Violation[]): void {
  checkLimits('length', shape, value.length, value, path, found)
  if (shape.enum && !enumOf(shape.enum).has(value))
    found.push({
      path,
      value,
      kind: 'enum',
      constraint: `satisfy enum value set: [${shape.enum.join(', ')}]`,
      shape,
    })
  const tested = value.length <= Math.max(shape.max ?? Infinity, alwaysTested)
  if (shape.pattern && tested && !patternOf(shape.pattern).test(value))
    found.push({
      path,
      value,
      kind: 'pattern',
      constraint: `satisfy regular expression pattern: ${shape.pattern}`,
      shape,
    })
}

function checkLimits(
  kind: 'length' | 'range',
  shape: Shape,
  size: number,
  value: unknown,
  path: string,
  found: Violation[],
): void {
  const noun = kind === 'length' ? 'length' : 'value'
  if (shape.min !== undefined && size < shape.min)
    found.push({
      path,
      value,
      kind,
      constraint: `have ${noun} greater than or equal to ${shape.min}`,
      shape,
    })
  if (shape.max !== undefined && size > shape.max)
    found.push({
      path,
      value,
      kind,
      constraint: `have ${noun} less than or equal to ${shape.max}`,
      shape,
    })
}

const enums = new WeakMap<string[], Set<string>>()

function enumOf(values: string[]): Set<string> {
  const known = enums.get(values) ?? new Set(values)
  enums.set(values, known)
  return known
}

const join = (path: string, name: string) => {
  const wire = name.charAt(0).toLowerCase() + name.slice(1)
  return path ? `${path}.${wire}` : wire
}

/** The sentence most AWS services make of violations: `1 validation error detected: Value 'x' at 'y' failed …`; a secret is not repeated. */
export function validationSentence(violations: Violation[]): string {
  const count = `${violations.length} validation error${violations.length > 1 ? 's' : ''} detected: `
  return (
    count +
    violations
      .map(
        ({ path, value, constraint, shape }) =>
          `Value${shown(value, shape)} at '${path}' failed to satisfy constraint: Member must ${constraint}`,
      )
      .join('; ')
  )
}

function shown(value: unknown, { sensitive }: Shape): string {
  if (value === undefined) return ' null'
  if (sensitive) return ''
  return ` '${valueText(value)}'`
}

/** A value as an error shows it: shortened, since an answer must stay small whatever the input. */
export function valueText(value: unknown): string {
  if (value instanceof Uint8Array)
    return `java.nio.HeapByteBuffer[pos=0 lim=${value.length} cap=${value.length}]`
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object'))
    return shorten(`[${value.slice(0, maxShown).join(', ')}]`)
  return shorten(typeof value === 'object' ? JSON.stringify(value) : String(value))
}

const shorten = (text: string) => (text.length > maxShown ? `${text.slice(0, maxShown)}...` : text)
