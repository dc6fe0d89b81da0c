/** One rule of a lifecycle policy. */
export interface LifecycleRule {
  rulePriority: number
  description?: string
  selection: {
    tagStatus: 'tagged' | 'untagged' | 'any'
    tagPrefixList?: string[]
    tagPatternList?: string[]
    countType: string
    countUnit?: string
    countNumber: number
    storageClass?: 'standard' | 'archive'
  }
  action: { type: 'expire' | 'transition'; targetStorageClass?: string | undefined }
}

/** The part of JSON Schema that the grammar needs; violations are worded as ECR's own schema validator words them. */
type Schema =
  | { type: 'object'; properties: Record<string, Schema>; required: string[] }
  | { type: 'array'; items: Schema; minItems: number; maxItems?: number | undefined }
  | { type: 'integer'; minimum: number }
  | { type: 'string'; enum?: string[] | undefined }

const text: Schema = { type: 'string' }
const oneOf = (...values: string[]): Schema => ({ type: 'string', enum: values })
const positive: Schema = { type: 'integer', minimum: 1 }
const texts: Schema = { type: 'array', items: text, minItems: 0 }

const rule: Schema = {
  type: 'object',
  required: ['rulePriority', 'selection', 'action'],
  properties: {
    rulePriority: positive,
    description: text,
    selection: {
      type: 'object',
      required: ['tagStatus', 'countType', 'countNumber'],
      properties: {
        tagStatus: oneOf('tagged', 'untagged', 'any'),
        tagPrefixList: texts,
        tagPatternList: texts,
        countType: oneOf(
          'imageCountMoreThan',
          'sinceImagePushed',
          'sinceImagePulled',
          'sinceImageTransitioned',
        ),
        countUnit: oneOf('days'),
        countNumber: positive,
        storageClass: oneOf('standard', 'archive'),
      },
    },
    action: {
      type: 'object',
      required: ['type'],
      properties: { type: oneOf('expire', 'transition'), targetStorageClass: oneOf('archive') },
    },
  },
}

const policy: Schema = {
  type: 'object',
  required: ['rules'],
  properties: { rules: { type: 'array', items: rule, minItems: 1, maxItems: 50 } },
}

/** The first thing in a lifecycle policy that its grammar rules out. */
export const schemaViolation = (value: unknown): string | undefined => violationOf(policy, value)

function violationOf(schema: Schema, value: unknown): string | undefined {
  const type = typeOf(value)
  if (type !== schema.type)
    return `instance type (${type}) does not match any allowed primitive type (allowed: ["${schema.type}"])`
  switch (schema.type) {
    case 'object':
      return objectViolation(schema, value as Record<string, unknown>)
    case 'array':
      return arrayViolation(schema, value as unknown[])
    case 'integer':
      return (value as number) < schema.minimum
        ? `numeric instance is lower than the required minimum (minimum: ${schema.minimum}, found: ${value})`
        : undefined
    case 'string':
      return !schema.enum || schema.enum.includes(value as string)
        ? undefined
        : `instance value ("${value}") not found in enum (possible values: ${list(schema.enum)})`
  }
}

function objectViolation(
  { properties, required }: Extract<Schema, { type: 'object' }>,
  value: Record<string, unknown>,
): string | undefined {
  const missing = required.filter((name) => value[name] === undefined)
  if (missing.length > 0) return `object has missing required properties (${list(missing)})`
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(properties, name))
  if (unknown.length > 0)
    return `object instance has properties which are not allowed by the schema: ${list(unknown)}`
  return first(Object.entries(value), ([name, member]) => violationOf(properties[name]!, member))
}

function arrayViolation(
  { items, minItems, maxItems = Infinity }: Extract<Schema, { type: 'array' }>,
  value: unknown[],
): string | undefined {
  const { length } = value
  if (length < minItems)
    return `array is too short: must have at least ${minItems} elements but instance has ${length} elements`
  if (length > maxItems)
    return `array is too long: must have at most ${maxItems} elements but instance has ${length} elements`
  return first(value, (item) => violationOf(items, item))
}

function first<T>(values: T[], find: (value: T) => string | undefined): string | undefined {
  for (const value of values) {
    const found = find(value)
    if (found) return found
  }
  return undefined
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}

const list = (names: string[]) =>
  `[${names
    .toSorted()
    .map((name) => `"${name}"`)
    .join(',')}]`
