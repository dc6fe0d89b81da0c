import { awsError } from '../kernel/errors.ts'

const maxDepth = 64
const maxValues = 100_000

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const opening = new Set([0x5b, 0x7b])
const closing = new Set([0x5d, 0x7d])

/** Rejects JSON that is nested too deeply or has too many values, before it is parsed into objects. */
export function checkJsonBounds(body: Buffer): void {
  let depth = 0
  let values = 1
  let inString = false
  for (let at = 0; at < body.length; at++) {
    const byte = body[at]!
    if (inString) {
      if (byte === backslash) at++
      else if (byte === quote) inString = false
    } else if (byte === quote) inString = true
    else if (byte === comma) values++
    else if (opening.has(byte)) {
      depth++
      values++
    } else if (closing.has(byte)) depth--
    if (depth > maxDepth) throw tooLarge(`nested deeper than ${maxDepth} levels`)
    if (values > maxValues) throw tooLarge(`larger than ${maxValues} values`)
  }
}

const tooLarge = (how: string) =>
  awsError('SerializationException', `The request body is ${how}, which is not supported.`)
