import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const services = join(import.meta.dirname, '../localstack/services')

/** A call of `notImplemented`, with a text, a template or something else. */
const call = /\bnotImplemented\(\s*(?:'([^']*)'|`([^`]*)`|([^)]+)\))/g

/** What the code of a service answers with 501, in the words that it gives to `notImplemented`. */
export function notImplementedBy(service: string): string[] {
  const files = globSync('**/*.ts', { cwd: join(services, service) })
  const sentences = files.flatMap((file) =>
    Array.from(
      readFileSync(join(services, service, file), 'utf8').matchAll(call),
      ([, text, template]) =>
        text ?? template?.replaceAll(/\$\{[^}]*\}/g, '…') ?? `members of ${basename(file, '.ts')}`,
    ),
  )
  return [...new Set(sentences)].toSorted()
}
