import { closeSync, openSync, readFileSync, readSync } from 'node:fs'

/** A member of a structure, list or map: the shape it has and the names it goes by on the wire. */
export interface Member {
  shape: string
  locationName?: string
  queryName?: string
}

export interface Shape {
  type:
    | 'structure'
    | 'list'
    | 'map'
    | 'string'
    | 'integer'
    | 'long'
    | 'double'
    | 'float'
    | 'boolean'
    | 'timestamp'
    | 'blob'
  members?: Record<string, Member>
  required?: string[]
  member?: Member
  key?: Member
  value?: Member
  enum?: string[]
  pattern?: string
  min?: number
  max?: number
  sensitive?: boolean
  exception?: boolean
  error?: { code: string; httpStatusCode: number; senderFault?: boolean | undefined }
  fault?: boolean
}

export interface ModelOperation {
  input?: string
  output?: string
  resultWrapper?: string
  errors?: string[]
}

/** AWS's API model of one service: what exists, what is required, and how it looks on the wire. */
export interface Model {
  service: string
  apiVersion: string
  protocol: 'json' | 'query' | 'ec2' | 'smithy-rpc-v2-cbor'
  targetPrefix: string | null
  signingName: string
  xmlNamespace: string | null
  source: string
  /** The names of every operation of the API, sorted. */
  allOperations: string[]
  /** The operations whose shapes the model has. */
  operations: Record<string, ModelOperation>
  shapes: Record<string, Shape>
}

/**
 * Opens `models/<name>.json`. Its head is read at once, everything else when a call first needs it, since an idle emulator should not hold parsed models.
 */
export function loadModel(name: string): Model {
  const file = new URL(`./models/${name}.json`, import.meta.url)
  let body: Body | undefined
  return {
    ...readHead(file),
    get allOperations() {
      return (body ??= readBody(file)).allOperations
    },
    get operations() {
      return (body ??= readBody(file)).operations
    },
    get shapes() {
      return (body ??= readBody(file)).shapes
    },
  }
}

type Body = Pick<Model, 'allOperations' | 'operations' | 'shapes'>

function readHead(file: URL): Omit<Model, keyof Body> {
  const start = Buffer.alloc(1024)
  const descriptor = openSync(file, 'r')
  readSync(descriptor, start)
  closeSync(descriptor)
  const text = start.toString('utf8')
  return JSON.parse(`${text.slice(0, text.indexOf(',\n "allOperations"'))}}`) as Model
}

/** Operations are looked up by names from outside, so the tables inherit nothing. */
function readBody(file: URL): Model {
  const model = JSON.parse(readFileSync(file, 'utf8')) as Model
  Object.setPrototypeOf(model.operations, null)
  Object.setPrototypeOf(model.shapes, null)
  for (const shape of Object.values(model.shapes)) expand(shape)
  return model
}

function expand(shape: Shape): void {
  for (const [name, member] of Object.entries(shape.members ?? {}))
    shape.members![name] = asMember(member)
  if (shape.member) shape.member = asMember(shape.member)
  if (shape.key) shape.key = asMember(shape.key)
  if (shape.value) shape.value = asMember(shape.value)
}

/** A member that has only a shape is written as that shape's name. */
const asMember = (member: Member | string): Member =>
  typeof member === 'string' ? { shape: member } : member

/** The shape a member or an operation names; the models are closed, so a missing one is a broken model. */
export function shapeOf(model: Model, name: string): Shape {
  const shape = model.shapes[name]
  if (!shape) throw new Error(`models/${model.service}.json names the shape ${name} but lacks it`)
  return shape
}
