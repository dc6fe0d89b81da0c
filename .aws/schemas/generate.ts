import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { smokeMembers } from '../../scripts/release/smoke-file.ts'

// Makes the JSON Schemas with which editors check the files of `.aws/`, from AWS's API models.

interface Member {
  shape: string
}

interface Shape {
  type: string
  members?: Record<string, Member | string>
  required?: string[]
  member?: Member | string
  value?: Member | string
  enum?: string[]
  min?: number
  max?: number
}

interface Model {
  shapes: Record<string, Shape>
}

export type Schema = Record<string, unknown>

const draft = 'https://json-schema.org/draft/2020-12/schema'

/** A value that a script or an environment fills in. */
const placeholder = { type: 'string', pattern: String.raw`\$\{\w+\}` }

interface File {
  /** The file's name without `.json`. */
  name: string
  model: string
  shape: string
  /** Members that the scripts give. */
  given?: string[]
  /** Members of the file that the call does not have. */
  more?: Record<string, Schema>
}

const listOf = (shape: string): Schema => ({ type: 'array', items: ref(shape) })

const ref = (shape: string): Schema => ({ $ref: `#/$defs/${shape}` })

const files: File[] = [
  { name: 'task-definition', model: 'ecs', shape: 'RegisterTaskDefinitionRequest' },
  { name: 'service', model: 'ecs', shape: 'CreateServiceRequest' },
  {
    name: 'target-group',
    model: 'elbv2',
    shape: 'CreateTargetGroupInput',
    given: ['Name', 'VpcId', 'Tags'],
    more: { Attributes: listOf('TargetGroupAttribute') },
  },
  {
    name: 'rule',
    model: 'elbv2',
    shape: 'CreateRuleInput',
    given: ['ListenerArn', 'Actions', 'Tags'],
  },
  {
    name: 'load-balancer',
    model: 'elbv2',
    shape: 'CreateLoadBalancerInput',
    given: ['Name', 'Subnets', 'SecurityGroups', 'Tags'],
    more: { Listeners: listOf('CreateListenerInput') },
  },
  {
    name: 'scaling',
    model: 'application-autoscaling',
    shape: 'RegisterScalableTargetRequest',
    given: ['ServiceNamespace', 'ResourceId', 'ScalableDimension', 'Tags'],
    more: { Policies: listOf('PutScalingPolicyRequest') },
  },
]

/** Required members of listeners and scaling policies that the scripts give. */
const givenWithin: Record<string, string[]> = {
  CreateListenerInput: ['LoadBalancerArn', 'DefaultActions'],
  PutScalingPolicyRequest: ['ServiceNamespace', 'ResourceId', 'ScalableDimension'],
}

export function schemaOf({ model, shape, given = [], more = {} }: File): Schema {
  const { shapes } = JSON.parse(
    readFileSync(join(import.meta.dirname, `../../localstack/wire/models/${model}.json`), 'utf8'),
  ) as Model
  const defs: Record<string, Schema> = {}
  const root = define(shape, given)
  const own = Object.entries(root.properties as Schema).filter(([key]) => !given.includes(key))
  const properties = { ...Object.fromEntries(own), ...more }
  for (const { items } of Object.values(more)) use((items as { $ref: string }).$ref.slice(8))
  return { $schema: draft, ...root, properties, $defs: defs }

  function use(name: string): Schema {
    if (!defs[name]) {
      defs[name] = {}
      defs[name] = define(name, givenWithin[name])
    }
    return ref(name)
  }

  function define(name: string, without: string[] = []): Schema {
    const found = shapes[name]!
    const nameOf = (member: Member | string) => (typeof member === 'string' ? member : member.shape)
    switch (found.type) {
      case 'structure': {
        const members = Object.entries(found.members ?? {})
        const required = (found.required ?? []).filter((key) => !without.includes(key))
        return {
          type: 'object',
          properties: Object.fromEntries(members.map(([key, one]) => [key, use(nameOf(one))])),
          ...(required.length > 0 && { required }),
          additionalProperties: false,
        }
      }
      case 'list':
        return orPlaceholder({ type: 'array', items: use(nameOf(found.member!)) })
      case 'map':
        return { type: 'object', additionalProperties: use(nameOf(found.value!)) }
      case 'boolean':
        return orPlaceholder({ type: 'boolean' })
      case 'integer':
      case 'long':
      case 'double':
      case 'float': {
        const { min, max } = found
        return orPlaceholder({
          type: found.type === 'integer' || found.type === 'long' ? 'integer' : 'number',
          ...(min !== undefined && { minimum: min }),
          ...(max !== undefined && { maximum: max }),
        })
      }
      default:
        return found.enum ? orPlaceholder({ enum: found.enum }) : { type: 'string' }
    }
  }
}

const orPlaceholder = (schema: Schema): Schema => ({ anyOf: [schema, placeholder] })

/** `smoke.json`, which is not an input of AWS. */
const smokeSchema = (): Schema => ({
  $schema: draft,
  type: 'array',
  minItems: 1,
  items: {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(smokeMembers).map(([member, type]) => [
        member,
        type === 'string' ? { type } : orPlaceholder({ type }),
      ]),
    ),
    required: ['path', 'status'],
    additionalProperties: false,
  },
})

/** The schemas by the names of their files. */
export const schemas = (): Record<string, Schema> => ({
  ...Object.fromEntries(files.map((file) => [file.name, schemaOf(file)])),
  smoke: smokeSchema(),
})

if (import.meta.main)
  for (const [name, schema] of Object.entries(schemas()))
    writeFileSync(join(import.meta.dirname, `${name}.json`), `${JSON.stringify(schema)}\n`)
