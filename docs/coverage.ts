import { writeFileSync } from 'node:fs'
import { loadModel } from '../localstack/wire/model.ts'
import type { ServiceDefinition } from '../localstack/services/service.ts'
import { services } from '../localstack/services.ts'
import { notImplementedBy } from './not-implemented.ts'

const page = new URL('./coverage.md', import.meta.url)

/** Of services with more operations than this it lacks, only the number is stated. */
const mostNamed = 80

/** The coverage page, made from the table of services so that it cannot promise what is not there. */
export function coveragePage(): string {
  return [
    '# Coverage of the embedded emulator',
    '',
    'Made by `npm run coverage` from `localstack/services.ts`, the API models and the code; do not edit.',
    'What is missing or not implemented answers HTTP 501 `InternalFailure` with a sentence, as do calls of other services and of other versions of the query APIs.',
    '',
    ...services.flatMap(section),
  ].join('\n')
}

function section({
  name,
  operations,
  ignored,
  rejected = {},
  rejectedAsOnAws = {},
}: ServiceDefinition): string[] {
  const { allOperations, apiVersion } = loadModel(name)
  const done = Object.keys(operations).toSorted()
  const sentences = notImplementedBy(name)
  const missing = allOperations.filter((operation) => !Object.hasOwn(operations, operation))
  return [
    `## ${name} (API ${apiVersion}): ${done.length} of ${allOperations.length} operations`,
    '',
    `${codes(done)}.`,
    '',
    ...(missing.length > 0
      ? [
          `Missing: ${missing.length > mostNamed ? `${missing.length} others` : codes(missing)}.`,
          '',
        ]
      : []),
    ...list(
      'Rejected on purpose, with 501:',
      sentences.flatMap((sentence) => {
        const examples = examplesOf(rejected, sentence)
        return examples ? [`${sentence}: ${codes(examples)}`] : []
      }),
    ),
    ...list(
      'Rejected as on AWS by an account without what the emulator cannot have:',
      Object.entries(rejectedAsOnAws).map(
        ([sentence, examples]) => `${codes(examples)}: “${sentence}”`,
      ),
    ),
    ...list(
      'Not implemented:',
      sentences.filter((sentence) => !examplesOf(rejected, sentence)),
    ),
    ...list(
      'Accepted without effect, and logged once:',
      Object.entries(ignored ?? {}).map(
        ([operation, names]) => `\`${operation}\`: ${codes(names)}`,
      ),
    ),
  ]
}

/** The input that gets a sentence, where it is declared. */
const examplesOf = (rejected: Record<string, string[]>, sentence: string): string[] | undefined =>
  Object.entries(rejected).find(([key]) => sentence.startsWith(key))?.[1]

const codes = (names: string[]) => names.map((name) => `\`${name}\``).join(', ')

const list = (title: string, rows: string[]): string[] =>
  rows.length > 0 ? [title, '', ...rows.map((row) => `- ${row}`), ''] : []

if (import.meta.main) writeFileSync(page, coveragePage())
