import type { Json } from './template.ts'

/** A JSON Schema, and the type of the values that it describes. */
export interface Schema<Type = unknown> {
  json: JsonSchema
  /** Never set: it carries the type. */
  type?: Type
}

export interface JsonSchema {
  type?: string
  description?: string
  enum?: readonly string[]
  items?: JsonSchema
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: boolean | JsonSchema
}

interface Optional<Type> extends Schema<Type> {
  isOptional: true
}

export type TypeOf<Of> = Of extends Schema<infer Type> ? Type : never

type Members = Record<string, Schema>

type ObjectOf<Of extends Members> = {
  [Name in keyof Of as Of[Name] extends Optional<unknown> ? never : Name]: TypeOf<Of[Name]>
} & {
  [Name in keyof Of as Of[Name] extends Optional<unknown> ? Name : never]?:
    TypeOf<Of[Name]> | undefined
}

export const text = (description?: string): Schema<string> => ({
  json: { type: 'string', ...described(description) },
})

export const number = (description?: string): Schema<number> => ({
  json: { type: 'number', ...described(description) },
})

export const truth = (description?: string): Schema<boolean> => ({
  json: { type: 'boolean', ...described(description) },
})

export const oneOf = <const Values extends readonly string[]>(
  values: Values,
  description?: string,
): Schema<Values[number]> => ({
  json: { type: 'string', enum: values, ...described(description) },
})

/** Any JSON: a value of a file of `.aws/`. */
export const anything = (description?: string): Schema<Json> => ({ json: described(description) })

export const list = <Item>(item: Schema<Item>, description?: string): Schema<Item[]> => ({
  json: { type: 'array', items: item.json, ...described(description) },
})

/** An object whose members all have the same schema, by any name. */
export const byName = <Item>(
  item: Schema<Item>,
  description?: string,
): Schema<Record<string, Item>> => ({
  json: { type: 'object', additionalProperties: item.json, ...described(description) },
})

export const optional = <Type>({ json }: Schema<Type>): Optional<Type> => ({
  json,
  isOptional: true,
})

export const object = <Of extends Members>(
  members: Of,
  description?: string,
): Schema<ObjectOf<Of>> => ({
  json: {
    type: 'object',
    ...described(description),
    properties: Object.fromEntries(Object.entries(members).map(([name, { json }]) => [name, json])),
    required: Object.keys(members).filter((name) => !('isOptional' in members[name]!)),
    additionalProperties: false,
  },
})

const described = (description?: string) => (description === undefined ? {} : { description })
