import { NormalizedSchema } from '@smithy/core/schema'
import { BadInput } from './exit-codes.ts'
import { hint } from './nearest.ts'
import type { Json } from './template.ts'

/** A shape as the SDK's packages export it: `CreateServiceRequest$`. */
export type Shape = Parameters<typeof NormalizedSchema.of>[0]

/**
 * Checks JSON against the shape that the SDK sends. The SDK drops unknown members silently, so that
 * a misspelt `imagee` would be found on AWS, or never.
 */
export function checkMembers(json: Json, shape: Shape, file: string): void {
  const problems: string[] = []
  check(json, NormalizedSchema.of(shape), '')
  if (problems.length > 0)
    throw new BadInput(problems.map((problem) => `.aws/${file}: ${problem}`).join('\n'))

  function check(value: Json, schema: NormalizedSchema, path: string): void {
    if (isPlaceholder(value)) return
    const wanted = kindOf(schema)
    const found = kindOfJson(value)
    if (wanted !== undefined && wanted !== found)
      return void problems.push(`${path || 'the file'} must be ${wanted}, and is ${found}`)
    if (schema.isStructSchema()) checkStructure(value as Record<string, Json>, schema, path)
    if (schema.isListSchema())
      for (const [index, item] of (value as Json[]).entries())
        check(item, schema.getValueSchema(), `${path}[${index}]`)
    if (schema.isMapSchema())
      for (const [key, item] of Object.entries(value as Record<string, Json>))
        check(item, schema.getValueSchema(), `${path}.${key}`)
  }

  function checkStructure(
    value: Record<string, Json>,
    schema: NormalizedSchema,
    path: string,
  ): void {
    const members = new Map(schema.structIterator())
    for (const [name, item] of Object.entries(value)) {
      const here = path ? `${path}.${name}` : name
      const member = members.get(name)
      if (member) check(item, member, here)
      else problems.push(unknownMember(here, schema, [...members.keys()]))
    }
  }

  function unknownMember(path: string, schema: NormalizedSchema, members: string[]): string {
    const meant = hint(path.split('.').at(-1)!, members, 'the members are')
    return `unknown member ${path} of ${schema.getName()}: ${meant}`
  }
}

/** The names of a shape's members, to reduce the input of one call to that of another. */
export const memberNames = (shape: Shape): string[] =>
  Array.from(NormalizedSchema.of(shape).structIterator(), ([name]) => name)

const isPlaceholder = (value: Json) => typeof value === 'string' && /^\$\{\w+\}$/.test(value)

function kindOf(schema: NormalizedSchema): string | undefined {
  if (schema.isStructSchema() || schema.isMapSchema()) return 'an object'
  if (schema.isListSchema()) return 'a list'
  if (schema.isStringSchema()) return 'a string'
  if (schema.isBooleanSchema()) return 'true or false'
  if (schema.isNumericSchema()) return 'a number'
  return undefined
}

function kindOfJson(value: Json): string {
  if (Array.isArray(value)) return 'a list'
  if (value === null) return 'null'
  const kinds: Record<string, string> = {
    object: 'an object',
    string: 'a string',
    boolean: 'true or false',
    number: 'a number',
  }
  return kinds[typeof value]!
}
