import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import process, { argv } from 'node:process'
import { gunzipSync } from 'node:zlib'

type Json = Record<string, unknown>

interface ModelFile extends Json {
  service: string
  operations: Record<string, Json>
  shapes: Record<string, Json>
}

interface Source {
  operations: Record<string, Json>
  shapes: Record<string, Json>
}

interface BotocoreModel extends Source {
  metadata: Record<string, string>
}

/** The members of a shape that are kept, in this order. The rest is documentation. */
const shapeKeys =
  'type required enum pattern min max box sensitive exception fault error union key value member members'.split(
    ' ',
  )
const memberKeys = ['shape', 'locationName', 'queryName', 'box', 'idempotencyToken']

/**
 * Rebuilds a model from botocore's data: the operations it has now, every shape they lead to, and
 * the names of all operations. Throws for an operation that the API does not have.
 */
export function rebuild(model: ModelFile, dataDir: string): ModelFile {
  const { metadata, ...source } = readBotocore(join(dataDir, model.service))
  const operations = Object.fromEntries(
    Object.keys(model.operations).map((name) => [name, operationOf(source, name)]),
  )
  return {
    service: model.service,
    apiVersion: metadata.apiVersion,
    protocol: metadata.protocol,
    targetPrefix: metadata.targetPrefix ?? null,
    signingName: metadata.signingName ?? metadata.endpointPrefix,
    xmlNamespace: metadata.xmlNamespace ?? null,
    source: `AWS API model as published with botocore ${versionOf(dataDir)} (Apache-2.0), documentation removed`,
    allOperations: Object.keys(source.operations).toSorted(),
    operations,
    shapes: closureOf(source, operations),
  }
}

/** Writes a model with one operation or shape to a line, so that a refresh reads well as a diff. */
export function format(model: ModelFile): string {
  const lines = Object.entries(model).map(([key, value]) =>
    key === 'operations' || key === 'shapes'
      ? ` "${key}": {\n${linesOf(value as Record<string, Json>)}\n }`
      : ` "${key}": ${JSON.stringify(value)}`,
  )
  return `{\n${lines.join(',\n')}\n}\n`
}

const linesOf = (entries: Record<string, Json>) =>
  Object.entries(entries)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `  "${name}": ${JSON.stringify(value)}`)
    .join(',\n')

/** Reads the newest API version of a service; newer botocore packages compress it. */
export function readBotocore(serviceDir: string): BotocoreModel {
  const version = readdirSync(serviceDir).toSorted().at(-1)!
  const plain = join(serviceDir, version, 'service-2.json')
  const text = existsSync(plain) ? readFileSync(plain) : gunzipSync(readFileSync(`${plain}.gz`))
  return JSON.parse(text.toString('utf8')) as BotocoreModel
}

function versionOf(dataDir: string): string {
  const init = readFileSync(join(dataDir, '..', '__init__.py'), 'utf8')
  return /__version__ = '([^']+)'/.exec(init)?.[1] ?? 'unknown'
}

function operationOf({ operations }: Source, name: string): Json {
  if (!operations[name]) throw new Error(`The API has no operation '${name}'.`)
  const {
    input,
    output,
    errors = [],
  } = operations[name] as {
    input?: { shape: string }
    output?: { shape: string; resultWrapper?: string | undefined }
    errors?: { shape: string }[]
  }
  return {
    ...(input && { input: input.shape }),
    ...(output && { output: output.shape }),
    ...(output?.resultWrapper && { resultWrapper: output.resultWrapper }),
    errors: errors.map(({ shape }) => shape),
  }
}

function closureOf({ shapes }: Source, operations: Record<string, Json>) {
  const found: Record<string, Json> = {}
  const pending = Object.values(operations).flatMap(({ input, output, errors }) =>
    [input, output, errors].flat(),
  ) as (string | undefined)[]
  while (pending.length > 0) {
    const name = pending.pop()
    if (name === undefined || found[name]) continue
    const shape = shapes[name]!
    found[name] = compactShape(shape)
    pending.push(...membersOf(shape).map((member) => member.shape as string))
  }
  return found
}

const membersOf = ({ members = {}, member, key, value }: Json): Json[] =>
  [...Object.values(members as Json), member, key, value].filter(Boolean) as Json[]

function compactShape(shape: Json): Json {
  const kept = pick(shape, shapeKeys)
  for (const key of ['member', 'key', 'value'])
    if (kept[key]) kept[key] = compactMember(kept[key] as Json)
  if (kept.members)
    kept.members = Object.fromEntries(
      Object.entries(kept.members as Record<string, Json>).map(([name, member]) => [
        name,
        compactMember(member),
      ]),
    )
  return kept
}

/** A member that has only a shape is written as that shape's name. */
function compactMember(member: Json): Json | string {
  const kept = pick(member, memberKeys)
  return Object.keys(kept).length === 1 ? (kept.shape as string) : kept
}

const pick = (source: Json, keys: string[]): Json =>
  Object.fromEntries(
    keys.filter((key) => source[key] !== undefined).map((key) => [key, source[key]]),
  )

function main(dataDir: string): void {
  const directory = import.meta.dirname
  for (const name of readdirSync(directory).filter((file) => file.endsWith('.json'))) {
    const file = join(directory, name)
    const model = JSON.parse(readFileSync(file, 'utf8')) as ModelFile
    writeFileSync(file, format(rebuild(model, dataDir)))
    console.log(`${basename(name)}: rebuilt`)
  }
}

if (import.meta.main) {
  if (argv[2]) main(argv[2])
  else {
    console.error("Name botocore's data: node localstack/wire/models/generate.ts <botocore>/data")
    process.exitCode = 1
  }
}
