import type { Mapping } from '../model.ts'

/** Reads an input that an action requires. An empty text counts as absent, with the toolkit's message. */
export function requireInput(inputs: Mapping, name: string): string {
  const value = inputs[name]?.trim()
  if (!value) throw new Error(`Input required and not supplied: ${name}`)
  return value
}
