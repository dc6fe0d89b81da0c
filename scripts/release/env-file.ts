import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { BadInput } from './exit-codes.ts'

/** Adds lines to an `.env` file, which only its owner can read. An interrupted write loses nothing. */
export function addVariables(file: string, variables: [name: string, value: string][]): void {
  const present = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const start = present === '' || present.endsWith('\n') ? present : `${present}\n`
  const added = variables.map(([name, value]) => `${name}=${quoted(name, value)}\n`).join('')
  const temporary = `${file}.${process.pid}`
  writeFileSync(temporary, start + added, { mode: 0o600 })
  renameSync(temporary, file)
}

/** The quotes in which Node and Docker Compose read a value as it is: neither expands `$` in single quotes. */
function quoted(name: string, value: string): string {
  if (/^[\w./:@%+,-]*$/.test(value)) return value
  if (!value.includes("'")) return `'${value}'`
  if (/["\\$\n]/.test(value))
    throw new BadInput(
      `the value of ${name} has ' and one of " \\ $, which cannot be quoted in an .env file: write it there yourself`,
    )
  return `"${value}"`
}
