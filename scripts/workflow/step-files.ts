import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const names = ['GITHUB_OUTPUT', 'GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STEP_SUMMARY', 'GITHUB_STATE']

/** Creates the files with which a step passes values to its job: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#environment-files */
export function makeStepFiles(temp: string): Record<string, string> {
  const folder = mkdtempSync(join(temp, 'step-'))
  const files = Object.fromEntries(names.map((name) => [name, join(folder, name)]))
  for (const file of Object.values(files)) writeFileSync(file, '')
  return files
}

/** Reads `name=value` lines, and values of several lines between `name<<DELIMITER` and `DELIMITER`. */
export function readPairs(file: string): Record<string, string> {
  const pairs: Record<string, string> = {}
  const lines = readFileSync(file, 'utf8').split('\n')
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!
    const [, name, delimiter] = /^([^=]+?)<<(.+)$/.exec(line) ?? []
    if (name !== undefined) {
      const end = lines.indexOf(delimiter!, at + 1)
      if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`)
      pairs[name] = lines.slice(at + 1, end).join('\n')
      at = end
    } else if (line !== '') {
      const equals = line.indexOf('=')
      if (equals < 1) throw new Error(`Invalid format '${line}'`)
      pairs[line.slice(0, equals)] = line.slice(equals + 1)
    }
  }
  return pairs
}

/** Reads the lines of `GITHUB_PATH`, last first. */
export const readPaths = (file: string): string[] =>
  readFileSync(file, 'utf8').split('\n').filter(Boolean).toReversed()
