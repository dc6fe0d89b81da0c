import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import type { Values } from './template.ts'

/** Reads `.aws/environments/<name>.env`: values for placeholders. Without the file there are none. */
export function readEnvironmentFile(environment: string, folder = '.'): Values {
  const file = `.aws/environments/${environment}.env`
  let text: string
  try {
    text = readFileSync(join(folder, file), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw new Error(`${file} cannot be read`, { cause: error })
  }
  const values = parseEnv(text) as Record<string, string>
  const taken = Object.keys(values).find((name) => reserved.includes(name))
  if (taken)
    throw new Error(`${file} cannot set ${taken}: the scripts give this placeholder its value`)
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
