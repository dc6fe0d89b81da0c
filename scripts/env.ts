import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { readApp } from './release/app.ts'
import { main } from './release/cli.ts'
import { addVariables } from './release/env-file.ts'
import { environmentOf } from './release/environment.ts'
import { BadInput } from './release/exit-codes.ts'
import { type EnvVariable, readEnvTemplate } from './release/env-template.ts'
import type { ResultOf } from './release/results.ts'
import { type AppService, selectServices } from './release/services.ts'
import { ask } from './release/terminal.ts'

interface Missing {
  service: AppService
  variable: EnvVariable
}

/**
 * Adds to `<service>/.env` the variables of `<service>/.env.example` that it lacks: with the
 * template's value, or the one that a person types. The shell's variables are not read: one that has
 * the same name by chance would be taken for a value of the service.
 */
async function env(names: string[]): Promise<ResultOf<'env'>> {
  const { services } = readApp(environmentOf(process.env))
  const found = selectServices(services, names).map((service) => ({
    service,
    template: readEnvTemplate(service),
  }))
  const missing = found.flatMap(({ service, template = [] }) =>
    missingIn(service, template).map((variable) => ({ service, variable })),
  )
  const values = await valuesOf(missing)
  const files = found.map(({ service, template }) => {
    const file = fileOf(service)
    const own = missing.filter((one) => one.service === service)
    const added = own.map(({ variable }) => variable.name)
    const variables = own.map((one): [string, string] => [one.variable.name, values.get(one)!])
    if (variables.length > 0) addVariables(file, variables)
    return { service: service.name, file, hasTemplate: template !== undefined, added }
  })
  return { files }
}

const linesOfEnv = ({ files }: ResultOf<'env'>): string[] =>
  files.map(({ service, file, hasTemplate, added }) => {
    if (!hasTemplate) return `${service}: there is no ${file}.example`
    return added.length === 0 ? `${file} has every variable` : `${file}: wrote ${added.join(', ')}`
  })

const fileOf = ({ name }: AppService) => `${name}/.env`

/** A variable that is there stays as it is, unless it is empty. */
function missingIn(service: AppService, template: EnvVariable[]): EnvVariable[] {
  const file = fileOf(service)
  const present = parseEnv(existsSync(file) ? readFileSync(file, 'utf8') : '')
  return template.filter(({ name, isOptional }) => !isOptional && !present[name])
}

/** Asks on a terminal. Elsewhere everything that has no value is reported at once, and nothing is written. */
async function valuesOf(missing: Missing[]): Promise<Map<Missing, string>> {
  const without = missing.filter(({ variable }) => !variable.value)
  if (without.length > 0 && !process.stdin.isTTY)
    throw new BadInput(
      `these variables have no value; add them to the file, or run \`npm run env\` on a terminal:\n${without.map(lineOf).join('\n')}`,
    )
  const values = new Map<Missing, string>()
  for (const one of missing)
    values.set(one, one.variable.value || (await ask(lineOf(one), one.variable.isSecret)))
  return values
}

const lineOf = ({ service, variable: { name, comment } }: Missing) =>
  `  ${fileOf(service)}: ${name}${comment ? ` (${comment})` : ''}`

await main('env', ({ words }) => env(words), linesOfEnv)
