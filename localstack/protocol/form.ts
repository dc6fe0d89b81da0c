import { type AwsError, awsError } from '../errors.ts'
import { type Model, type Shape, shapeOf } from '../model.ts'

/** How the query and EC2 protocols differ in naming what is sent. */
export interface FormDialect {
  memberName(name: string, member: { locationName?: string; queryName?: string }): string
  /** `member` in `Tags.member.1`; undefined where lists are flattened, `Tag.1`. */
  listInfix: string | undefined
}

interface Node {
  text?: string
  children?: Map<string, Node>
}

/** Decodes a form body (`Tags.member.1.Key=a`) into a plain object. */
export function decodeForm(
  model: Model,
  shapeName: string,
  form: URLSearchParams,
  dialect: FormDialect,
): Record<string, unknown> {
  return decodeStructure(model, shapeOf(model, shapeName), tree(form), dialect)
}

function tree(form: URLSearchParams): Node {
  const root: Node = {}
  for (const [key, text] of form) {
    let node = root
    for (const part of key.split('.')) {
      node.children ??= new Map()
      let child = node.children.get(part)
      if (!child) node.children.set(part, (child = {}))
      node = child
    }
    node.text = text
  }
  return root
}

function decodeStructure(
  model: Model,
  shape: Shape,
  node: Node,
  dialect: FormDialect,
): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(shape.members ?? {})) {
    const child = node.children?.get(dialect.memberName(name, member))
    if (child) result[name] = decodeValue(model, shapeOf(model, member.shape), child, name, dialect)
  }
  return result
}

function decodeValue(
  model: Model,
  shape: Shape,
  node: Node,
  name: string,
  dialect: FormDialect,
): unknown {
  const { text = '' } = node
  switch (shape.type) {
    case 'structure':
      return decodeStructure(model, shape, node, dialect)
    case 'list': {
      const items = dialect.listInfix ? node.children?.get(dialect.listInfix) : node
      const item = shapeOf(model, shape.member!.shape)
      return ordered(items).map((child) => decodeValue(model, item, child, name, dialect))
    }
    case 'map': {
      const item = shapeOf(model, shape.value!.shape)
      const entries = ordered(node.children?.get('entry'))
      return Object.fromEntries(
        entries.map(({ children }) => [
          children?.get('key')?.text ?? '',
          decodeValue(model, item, children?.get('value') ?? {}, name, dialect),
        ]),
      )
    }
    case 'integer':
    case 'long':
    case 'double':
    case 'float':
      if (text === '' || Number.isNaN(Number(text))) throw malformed(name, text)
      return Number(text)
    case 'boolean':
      if (!['true', 'false'].includes(text.toLowerCase())) throw malformed(name, text)
      return text.toLowerCase() === 'true'
    case 'timestamp':
      if (Number.isNaN(Date.parse(text))) throw malformed(name, text)
      return new Date(text)
    case 'blob':
      return Buffer.from(text, 'base64')
    default:
      return text
  }
}

const ordered = (node: Node | undefined): Node[] =>
  [...(node?.children ?? [])]
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child)

const malformed = (name: string, text: string): AwsError =>
  awsError('MalformedInput', `Invalid value '${text}' for ${name}`)
