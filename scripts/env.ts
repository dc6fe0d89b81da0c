import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { parseEnv } from 'node:util'
import { readApp } from './release/app.ts'
import { main } from './release/cli.ts'
import { environmentOf } from './release/environment.ts'
import { type EnvVariable, readEnvTemplate } from './release/env-template.ts'
import { type AppService, selectServices } from './release/services.ts'

/** Writes `<service>/.env` from `<service>/.env.example`, and asks for the values that are missing. */
async function env(names: string[]): Promise<void> {
  const { services } = readApp(environmentOf(process.env))
  for (const service of selectServices(services, names)) {
    const template = readEnvTemplate(service)
    if (template) await writeEnv(service, template)
    else console.log(`${service.name}: there is no ${service.name}/.env.example`)
  }
}

async function writeEnv({ name }: AppService, template: EnvVariable[]): Promise<void> {
  const file = `${name}/.env`
  const present = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const has = parseEnv(present) as Record<string, string>
  const added: string[] = []
  for (const variable of template.filter((one) => !one.isOptional && !has[one.name]))
    added.push(`${variable.name}=${quoted(await valueOf(variable, file))}`)
  if (added.length === 0) return console.log(`${file} has every variable`)
  const start = present === '' || present.endsWith('\n') ? present : `${present}\n`
  writeFileSync(file, `${start}${added.join('\n')}\n`, { mode: 0o600 })
  console.log(`${file}: wrote ${added.map((line) => line.split('=')[0]).join(', ')}`)
}

/** The value of the environment, or the template's, or what a person types. */
async function valueOf({ name, comment, value }: EnvVariable, file: string): Promise<string> {
  const given = process.env[name] || value
  if (given) return given
  if (!process.stdin.isTTY)
    throw new Error(`${file} needs a value of ${name} (${comment}): set it in the environment`)
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const typed = await terminal.question(`${comment}\n${name}=`)
    if (typed) return typed
    throw new Error(`${name} needs a value: ${file} was not changed`)
  } finally {
    terminal.close()
  }
}

const quoted = (value: string) => (/^[\w./:@%+,-]*$/.test(value) ? value : JSON.stringify(value))

await main('env', (_flags, words) => env(words))
