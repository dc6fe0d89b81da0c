import { type Model, type Shape, shapeOf } from '../../localstack/wire/model.ts'
import { patternOf } from '../../localstack/wire/pattern.ts'

/** An input that breaks one constraint of the model and no other. */
export interface BadInput {
  operation: string
  /** The member at fault, as AWS's messages name it. */
  path: string
  /** The constraint, worded as `the value …` would go on. */
  constraint: string
  /** The type of the value at fault. */
  type: Shape['type']
  input: unknown
}

/** What surrounds a value: how a bad one becomes a whole input, otherwise valid. */
interface Place {
  path: string
  wrap(value: unknown): unknown
  /** The structures above, as a shape may hold itself. */
  within: string[]
}

type Bad = [path: string, constraint: string, input: unknown, type: Shape['type']]

/** Every constraint of an operation's input, at any depth, each with an input that breaks it alone. */
export function badInputs(model: Model, operation: string): BadInput[] {
  const input = model.operations[operation]?.input
  if (!input) return []
  const place = { path: '', wrap: (value: unknown) => value, within: [] }
  return [...violate(model, input, place)].map(([path, constraint, bad, type]) => ({
    operation,
    path,
    constraint,
    type,
    input: bad,
  }))
}

function* violate(model: Model, name: string, place: Place): Generator<Bad> {
  const shape = shapeOf(model, name)
  if (shape.type === 'structure') return yield* violateMembers(model, name, place)
  for (const [constraint, value] of badValues(model, shape))
    yield [place.path, constraint, place.wrap(value), shape.type]
  const item = shape.member && shapeOf(model, shape.member.shape)
  if (item && !['structure', 'list', 'map'].includes(item.type)) {
    const all = [...badValues(model, item)]
    const constraint = `satisfy constraint: [${listed(item, all).join(', ')}]`
    for (const [, value] of all)
      yield [place.path, constraint, place.wrap(listOf(model, shape, value)), shape.type]
  } else if (shape.type === 'list')
    yield* violate(model, shape.member!.shape, {
      ...place,
      path: `${place.path}.1.member`,
      wrap: (value) => place.wrap(listOf(model, shape, value)),
    })
  if (shape.type === 'map')
    yield* violate(model, shape.value!.shape, {
      ...place,
      path: `${place.path}.key.member`,
      wrap: (value) => place.wrap({ key: value }),
    })
}

function* violateMembers(model: Model, name: string, place: Place): Generator<Bad> {
  if (place.within.includes(name)) return
  const { required = [], members = {} } = shapeOf(model, name)
  const valid = validValue(model, name) as Record<string, unknown>
  for (const [member, { shape }] of Object.entries(members)) {
    const wire = member.charAt(0).toLowerCase() + member.slice(1)
    const path = place.path ? `${place.path}.${wire}` : wire
    const { [member]: _, ...others } = valid
    if (required.includes(member))
      yield [path, 'not be null', place.wrap(others), shapeOf(model, shape).type]
    yield* violate(model, shape, {
      path,
      wrap: (value) => place.wrap({ ...valid, [member]: value }),
      within: [...place.within, name],
    })
  }
}

function* badValues(model: Model, shape: Shape): Generator<[constraint: string, value: unknown]> {
  const { enum: values, pattern, min = 0, max, type } = shape
  const noun = 'integer long double float'.includes(type) ? 'value' : 'length'
  const smallest = noun === 'value' ? shape.min : min || undefined
  if (max !== undefined)
    yield [`have ${noun} less than or equal to ${max}`, sized(model, shape, max + 1)]
  if (smallest !== undefined)
    yield [`have ${noun} greater than or equal to ${smallest}`, sized(model, shape, smallest - 1)]
  if (pattern) {
    const bad = [' ', '!'].map((character) => character.repeat(Math.max(1, min)))
    const value = bad.find((candidate) => !patternOf(pattern).test(candidate))
    if (value === undefined) throw new Error(`no value is known that ${pattern} does not match`)
    yield [`satisfy regular expression '${pattern}'`, value]
  }
  if (values) yield [`satisfy enum value set: [${values.join(', ')}]`, 'NO_SUCH_VALUE']
}

/** The constraints of an item, as they are listed in the message about a list; a length of at least 0 is among them. */
function listed({ min }: Shape, all: [constraint: string, value: unknown][]): string[] {
  const constraints = all.map(([constraint]) => constraint)
  if (min === 0) constraints.splice(1, 0, 'have length greater than or equal to 0')
  return constraints.map(memberMust)
}

const memberMust = (constraint: string) =>
  `Member must ${constraint.replace(/^satisfy regular expression '(.*)'$/s, 'satisfy regular expression pattern: $1')}`

/** A value of this length, or this number itself. */
function sized(model: Model, { type, member }: Shape, size: number): unknown {
  if (type === 'string') return 'a'.repeat(size)
  if (type === 'blob') return Buffer.alloc(size).toString('base64')
  if (type === 'list') return Array(size).fill(validValue(model, member!.shape))
  if (type === 'map') return Object.fromEntries(Array.from({ length: size }, (_, n) => [n, '']))
  return size
}

/** The least that the model accepts for a shape. */
function validValue(model: Model, name: string): unknown {
  const shape = shapeOf(model, name)
  const { type, min = 0, required = [], members = {} } = shape
  if (type === 'structure')
    return Object.fromEntries(
      required.map((member) => [member, validValue(model, members[member]!.shape)]),
    )
  if (type === 'list')
    return min > 0 ? listOf(model, shape, validValue(model, shape.member!.shape)) : []
  if (type === 'string') return validText(name, shape)
  if (type === 'blob') return Buffer.alloc(min).toString('base64')
  if (type === 'boolean') return false
  return type === 'map' ? {} : min
}

const listOf = (model: Model, { min = 1, member }: Shape, first: unknown): unknown[] => [
  first,
  ...Array.from({ length: Math.max(0, min - 1) }, () => validValue(model, member!.shape)),
]

const texts = [
  'abc',
  '123456789012',
  `sha256:${'0'.repeat(64)}`,
  '01234567-89ab-cdef-0123-456789abcdef',
  'arn:aws:iam::123456789012:role/name',
  'arn:aws:signer:us-east-1:123456789012:/signing-profiles/name',
  'arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/name',
  '200',
]

function validText(name: string, { enum: values, pattern = '.*', min = 0, max = Infinity }: Shape) {
  if (values) return values[0]
  const fits = (text: string) =>
    patternOf(pattern).test(text) && text.length >= min && text.length <= max
  const text = [...texts, 'a'.repeat(min)].find(fits)
  if (text === undefined) throw new Error(`no value is known that ${name} accepts`)
  return text
}
