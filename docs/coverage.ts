import { writeFileSync } from 'node:fs'
import { loadModel } from '../localstack/wire/model.ts'
import type { ServiceDefinition } from '../localstack/services/service.ts'
import { services } from '../localstack/services.ts'

const page = new URL('./coverage.md', import.meta.url)

/** The coverage page, made from the table of services so that it cannot promise what is not there. */
export function coveragePage(): string {
  return [
    '# Coverage of the embedded emulator',
    '',
    'Made by `npm run coverage` from `localstack/services.ts` and the API models; do not edit.',
    'An operation of AWS that this page lacks answers HTTP 501 `InternalFailure`.',
    '',
    ...services.flatMap(section),
  ].join('\n')
}

function section({ name, operations, ignored = {} }: ServiceDefinition): string[] {
  const { allOperations, apiVersion } = loadModel(name)
  const done = Object.keys(operations).toSorted()
  const members = Object.entries(ignored).map(
    ([operation, names]) =>
      `- \`${operation}\`: ${names.map((member) => `\`${member}\``).join(', ')}`,
  )
  return [
    `## ${name} (API ${apiVersion}): ${done.length} of ${allOperations.length} operations`,
    '',
    done.map((operation) => `\`${operation}\``).join(', ') + '.',
    '',
    ...(members.length > 0
      ? ['Accepted without effect, and logged once:', '', ...members, '']
      : []),
  ]
}

if (import.meta.main) writeFileSync(page, coveragePage())
