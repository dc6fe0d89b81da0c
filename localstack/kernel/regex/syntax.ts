import { awsError } from '../errors.ts'

/** A set of characters, as a test of a code point. */
export type CharacterSet = (codePoint: number) => boolean

export type Node =
  | { kind: 'character'; set: CharacterSet }
  | { kind: 'start' | 'end' }
  | { kind: 'sequence' | 'choice'; parts: Node[] }
  | { kind: 'repeat'; part: Node; min: number; max: number }

/** The text is not a regular expression. */
export class InvalidRegex extends Error {}

/** An expression that cannot be matched in linear time, or is too large: its result is not guessed. */
export const unsupportedRegex = (reason: string) =>
  awsError(
    'InternalFailure',
    `The embedded emulator cannot match this regular expression: ${reason}.`,
    501,
  )
