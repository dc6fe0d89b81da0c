import { isIntegerOf } from './integer.ts'
import { type AwsError, awsError } from '../kernel/errors.ts'
import { type Model, type Shape, shapeOf } from './model.ts'
import { valueText } from './validate.ts'
import type { WireRequest } from './protocol.ts'

/** The differences between the names of the query and EC2 protocols. */
export interface FormDialect {
  memberName(
    name: string,
    member: { locationName?: string | undefined; queryName?: string | undefined },
  ): string
  /** `member` in `Tags.member.1`; undefined where lists are flattened, `Tag.1`. */
  listInfix: string | undefined
}

const maxParameters = 10_000
const maxDepth = 32
const separator = 0x26

const forms = new WeakMap<WireRequest, URLSearchParams>()

/** The parameters of a request, parsed once; of more than the limit, the first ones. */
export function formOf(request: WireRequest): URLSearchParams {
  let form = forms.get(request)
  if (!form) {
    const { body } = request
    form = new URLSearchParams(body.subarray(0, endOf(body, maxParameters + 1)).toString('utf8'))
    forms.set(request, form)
  }
  return form
}

/** The end of so many parameters. It is found before parsing, which is slow for very many. */
function endOf(body: Buffer, parameters: number): number {
  let end = -1
  for (let count = 0; count < parameters; count++) {
    end = body.indexOf(separator, end + 1)
    if (end < 0) return body.length
  }
  return end
}

interface Node {
  text?: string
  children?: Map<string, Node>
}

/** Decodes a form body (`Tags.member.1.Key=a`) into a plain object. */
export function decodeForm(
  model: Model,
  shapeName: string,
  request: WireRequest,
  dialect: FormDialect,
): Record<string, unknown> {
  const form = formOf(request)
  if (form.size > maxParameters)
    throw awsError('MalformedInput', `A request may have at most ${maxParameters} parameters.`)
  return decodeStructure(model, shapeOf(model, shapeName), tree(form), dialect)
}

/** A key that is deeper than any shape names nothing, and is ignored as unknown keys are. */
function tree(form: URLSearchParams): Node {
  const root: Node = {}
  for (const [key, text] of form) {
    const parts = key.split('.', maxDepth + 1)
    if (parts.length > maxDepth) continue
    let node = root
    for (const part of parts) {
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
      if (text === '' || !isIntegerOf(shape.type, Number(text))) throw malformed(name, text)
      return Number(text)
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
  awsError('MalformedInput', `Invalid value '${valueText(text)}' for ${name}`)
