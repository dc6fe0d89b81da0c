import { isUtf8 } from 'node:buffer'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { BadInput } from './exit-codes.ts'
import { ask } from './terminal.ts'

/**
 * Reads the value of a secret: a line that is typed on a terminal, or else the whole input. One
 * newline at its end is not part of the value.
 */
export async function readSecretValue(
  name: string,
  input: Readable & { isTTY?: boolean } = process.stdin,
): Promise<string> {
  if (input.isTTY) return ask(`The value of ${name}`, true)
  const bytes = await buffer(input)
  if (!isUtf8(bytes))
    throw new BadInput(
      `the value of ${name} is not UTF-8, and a secret is text: encode it, for example with \`base64\`, and decode it in the program`,
    )
  const value = bytes.toString().replace(/\r?\n$/, '')
  if (value === '') throw new BadInput(`the value of ${name} is empty: nothing was changed`)
  if (value.includes('\0'))
    throw new BadInput(
      `the value of ${name} has a NUL character, which no environment variable can have: encode it, for example with \`base64\``,
    )
  return value
}
