import { parse } from 'yaml'
import type { Mapping } from './model.ts'

/** Parses a YAML file of GitHub Actions whose top is a mapping. */
export function parseMapping(file: string, text: string): Record<string, unknown> {
  let document: unknown
  try {
    document = parse(text)
  } catch (cause) {
    throw new Error(`${file} is not valid YAML`, { cause })
  }
  return mapping(document, file)
}

export function mapping(value: unknown, at: string): Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new Error(`${at} must be a mapping`)
  return value as Record<string, unknown>
}

export const optionalMapping = (value: unknown, at: string): Record<string, unknown> =>
  value === undefined || value === null ? {} : mapping(value, at)

/** Rejects an unknown member with GitHub's words. */
export function checkKnown(
  members: Record<string, unknown>,
  names: readonly string[],
  at: string,
): void {
  const stray = Object.keys(members).find((name) => !names.includes(name))
  if (stray) throw new Error(`${at}: Unexpected value '${stray}'`)
}

export const optionalText = (value: unknown): string | undefined =>
  value === undefined || value === null ? undefined : String(value)

export const listOf = (value: unknown): string[] =>
  value === undefined || value === null ? [] : [value].flat().map(String)

/** Reads a mapping of texts. Numbers and booleans are texts too. */
export function readValues(value: unknown, at: string): Mapping {
  return Object.fromEntries(
    Object.entries(optionalMapping(value, at)).map(([name, entry]) => {
      if (entry !== null && typeof entry === 'object')
        throw new Error(`${at}.${name} must be a text`)
      return [name, entry === null ? '' : String(entry)]
    }),
  )
}
