import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process, { argv } from 'node:process'
import { readBotocore } from '../../../wire/models/generate.ts'

/**
 * Names that services have, sorted: those of the principals in AWS's managed policies, and those of the APIs in
 * botocore's data, since many a principal is named like an API.
 */
export function serviceNames(policies: string, dataDir: string): string[] {
  const principals = [...policies.matchAll(/"([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?"/g)]
  const folders = readdirSync(dataDir, { withFileTypes: true }).filter((it) => it.isDirectory())
  const apis = folders.flatMap(({ name }) => {
    const { endpointPrefix, signingName } = readBotocore(join(dataDir, name)).metadata
    return [name, endpointPrefix ?? name, signingName ?? name]
  })
  const all = new Set([...principals.map((match) => match[1]!), ...apis])
  return [...all].filter((name) => /^[a-z0-9-]+$/.test(name)).toSorted()
}

if (import.meta.main) {
  const file = (name: string) => join(import.meta.dirname, name)
  if (argv[2]) {
    const names = serviceNames(readFileSync(file('aws-policies.tsv'), 'utf8'), argv[2])
    writeFileSync(file('service-names.txt'), `${names.join('\n')}\n`)
  } else {
    console.error(
      "Name botocore's data: node localstack/services/iam/data/generate-names.ts <botocore>/data",
    )
    process.exitCode = 1
  }
}
