import { writeFileSync } from 'node:fs'
import { documentOf, results } from '../scripts/release/results.ts'
import type { JsonSchema } from '../scripts/release/schema.ts'
import { flagsOf, type VerbName, verbs } from '../scripts/verbs.ts'

const page = new URL('./json.md', import.meta.url)
const schema = new URL('./json-schema.json', import.meta.url)

/** The verbs with `--json`. */
const documented = (Object.keys(verbs) as VerbName[]).filter((name) => flagsOf(name).json)

/** The verbs that print one line for each result. */
const streams: string[] = ['aws-names', 'logs'] satisfies VerbName[]

/** The schema of what `npm run --silent <verb> -- --json` prints. */
export const documentsSchema = () => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  anyOf: documented.map((name) => ({ $ref: `#/$defs/${name}` })),
  $defs: Object.fromEntries(documented.map((name) => [name, documentOf(name).json])),
})

export const jsonPage = (): string =>
  [
    '# JSON',
    '',
    'Made by `npm run json` from `scripts/release/results.ts`; do not edit. [json-schema.json](json-schema.json) is the same as a JSON Schema.',
    '',
    '`npm run --silent <verb> -- --json` prints one JSON document on standard output. All other lines go to standard error. The document is there too if the verb fails or is interrupted: `errors` then is not empty.',
    '',
    ...tableOf(documentOf('destroy').json),
    '## `result` of each verb',
    '',
    `The verbs that are not here have no result. ${streams.map((name) => `\`${name}\``).join(' and ')} print one line for each result, without the document, which follows as the last line if the verb fails.`,
    '',
    ...Object.entries(results).flatMap(([name, { json }]) => [`### ${name}`, '', ...tableOf(json)]),
  ].join('\n')

const tableOf = (json: JsonSchema): string[] => [
  '| member | type | |',
  '| --- | --- | --- |',
  ...rowsOf(json, ''),
  '',
]

function rowsOf(json: JsonSchema, path: string): string[] {
  return Object.entries(json.properties ?? {}).flatMap(([name, member]) => {
    const here = path ? `${path}.${name}` : name
    const isOptional = !json.required?.includes(name)
    const about = [isOptional ? 'optional' : '', member.description ?? ''].filter(Boolean)
    return [`| \`${here}\` | ${typeOf(member)} | ${about.join('; ')} |`, ...below(member, here)]
  })
}

const below = (json: JsonSchema, path: string): string[] =>
  json.items ? below(json.items, `${path}[]`) : rowsOf(json, path)

function typeOf({ type, enum: values, items, additionalProperties }: JsonSchema): string {
  if (values?.length === 1) return 'string'
  if (values) return values.map((value) => `\`${value}\``).join(', ')
  if (items) return items.type === 'object' ? 'list' : `list of ${typeOf(items)}`
  if (typeof additionalProperties === 'object') return `${typeOf(additionalProperties)} by name`
  return type ?? 'any'
}

if (import.meta.main) {
  writeFileSync(page, jsonPage())
  writeFileSync(schema, `${JSON.stringify(documentsSchema())}\n`)
}
