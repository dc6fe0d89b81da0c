import assert from 'node:assert/strict'
import type { JsonSchema } from '../../scripts/release/schema.ts'

/** Asserts that a value is as a schema of the scripts says. */
export function assertMatches(value: unknown, schema: JsonSchema, path = 'document'): void {
  const { type, enum: values, items, properties, required = [], additionalProperties } = schema
  if (type) assert.equal(typeOf(value), type, path)
  if (values) assert.ok(values.includes(value as string), `${path} is ${String(value)}`)
  if (items)
    for (const [index, item] of (value as unknown[]).entries())
      assertMatches(item, items, `${path}[${index}]`)
  if (type !== 'object') return
  const members = value as Record<string, unknown>
  for (const name of required) assert.ok(name in members, `${path} has no ${name}`)
  for (const [name, member] of Object.entries(members)) {
    const own = properties?.[name] ?? additionalProperties
    assert.ok(own, `${path}.${name} is not in the schema`)
    if (typeof own === 'object') assertMatches(member, own, `${path}.${name}`)
  }
}

const typeOf = (value: unknown) =>
  Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value
