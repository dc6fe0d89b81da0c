import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { BadInput } from './exit-codes.ts'
import type { Values } from './template.ts'

export const production = 'production'

const folderOf = (folder: string) => join(folder, '.aws/environments')

/** Lists the environments: production, and each that has a file `.aws/environments/<name>.env`. */
export function listEnvironments(folder = '.'): string[] {
  const path = folderOf(folder)
  const files = existsSync(path) ? readdirSync(path) : []
  const names = files.flatMap(
    (file) => /^([a-z][a-z0-9]*(?:-[a-z0-9]+)*)\.env$/.exec(file)?.[1] ?? [],
  )
  return [...new Set([production, ...names.toSorted()])]
}

/** Reads `.aws/environments/<name>.env`: values for placeholders. Production needs no file. */
export function readEnvironmentFile(environment: string, folder = '.'): Values {
  const file = `.aws/environments/${environment}.env`
  let text: string
  try {
    text = readFileSync(join(folder, file), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw new BadInput(`${file} cannot be read`, { cause: error })
  }
  const values = parseEnv(text) as Record<string, string>
  const taken = Object.keys(values).find((name) => reserved.includes(name))
  if (taken)
    throw new BadInput(`${file} cannot set ${taken}: the scripts give this placeholder its value`)
  return values
}

/** The placeholders that have a value of their own. */
const reserved = [
  'ACCOUNT_ID',
  'APP_NAME',
  'CERTIFICATE',
  'ENVIRONMENT',
  'IMAGE',
  'REGION',
  'REVISION',
  'SECURITY_GROUP',
  'SUBNETS',
  'TARGET_GROUP',
  'TASK_DEFINITION',
  'VERSION',
]
