import { loadModel, type Shape } from '../../localstack/wire/model.ts'

/** What a definition may say that would make a container more than a task, wherever that may be said. */
const texts = [
  'ALL',
  'host',
  'container:1',
  '/var/run/docker.sock',
  'com.docker.compose.project',
  'docker-cloud.emulator',
  'kernel.core_pattern',
]

const numbers = [0, 2 ** 31 - 1]

/** Values of a shape of ECS, each of which has one hostile member and no other but what the shape requires. */
export function* hostileValues(shape: string): Generator {
  yield* variants(shapeNamed(shape))
}

const model = loadModel('ecs')
const shapeNamed = (name: string) => model.shapes[name]!

function* variants(shape: Shape): Generator {
  const { type, members = {}, member } = shape
  if (type === 'structure')
    for (const [name, { shape: inner }] of Object.entries(members))
      for (const value of variants(shapeNamed(inner)))
        yield { ...(harmless(shape) as object), [name]: value }
  else if (type === 'list') for (const value of variants(shapeNamed(member!.shape))) yield [value]
  else if (type === 'map') for (const text of texts) yield { [text]: text }
  else if (type === 'string') yield* shape.enum ?? texts
  else if (type === 'boolean') yield true
  else yield* numbers
}

function harmless({ type, members = {}, required = [], enum: values }: Shape): unknown {
  if (type === 'structure')
    return Object.fromEntries(
      required.map((name) => [name, harmless(shapeNamed(members[name]!.shape))]),
    )
  if (type === 'list') return []
  if (type === 'map') return {}
  if (type === 'boolean') return false
  return type === 'string' ? (values?.[0] ?? 'app') : 1
}

/** What `over` says, and where it says nothing what `under` does; lists item by item. */
export function merged<T>(under: T, over: unknown): T {
  if (Array.isArray(under) && Array.isArray(over))
    return Array.from({ length: Math.max(under.length, over.length) }, (_, index) =>
      index in over ? merged(under[index] as unknown, over[index]) : (under[index] as unknown),
    ) as T
  if (!isObject(under) || !isObject(over)) return over as T
  const names = new Set([...Object.keys(under), ...Object.keys(over)])
  return Object.fromEntries(
    [...names].map((name) => [name, name in over ? merged(under[name], over[name]) : under[name]]),
  ) as T
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
