import { text } from 'node:stream/consumers'
import type { Context } from './release/context.ts'
import type { Flags } from './release/cli.ts'
import { secretsOf } from './release/secret-names.ts'
import { alignRows } from './release/table.ts'
import { runVerb } from './release/verb.ts'
import { findPlace, type Place, placeValues } from './resources/account.ts'
import { listSecrets, parameterOf, putSecret, removeSecret } from './resources/secret.ts'

const usage = 'it takes put <NAME>, list or rm <NAME>; put reads the value from standard input'

/** Writes, lists or deletes secrets in Parameter Store. A value is never an argument: those are visible to others. */
export async function secret(context: Context, _flags: Flags, words: string[]): Promise<void> {
  const [action, name, more] = words
  if (more !== undefined) throw new Error(usage)
  if (action === 'list' && name === undefined) return list(context)
  if (name === undefined || !['put', 'rm'].includes(action!)) throw new Error(usage)
  if (!/^[A-Za-z][\w-]*$/.test(name))
    throw new Error(`'${name}' cannot name a secret: use letters, digits, _ and -`)
  if (action === 'rm') {
    await checkUnused(context, name)
    return removeSecret(context, name)
  }
  const value = await readValue(name)
  await putSecret(context, { name, value })
  const arn = arnOf(await findPlace(context), parameterOf(context.app, name))
  context.print('In the container of the task definition:')
  context.print(`  "secrets": [{ "name": "${name}", "valueFrom": "${arn}" }]`)
}

/** A running service needs its secrets whenever a task of it starts. */
async function checkUnused(context: Context, name: string): Promise<void> {
  const place = await findPlace(context)
  const parameter = parameterOf(context.app, name)
  const users = context.app.services.filter((service) =>
    secretsOf(service, placeValues(context.app, place)).some((from) =>
      [parameter, arnOf(place, parameter)].includes(from),
    ),
  )
  if (users.length === 0) return
  const files = users.map((user) => `.aws/${user.name}/task-definition.json`)
  throw new Error(
    `${name} is in "secrets" of ${files.join(' and ')}: tasks could not start without it; remove it there, and deploy, first`,
  )
}

const arnOf = ({ account, region }: Place, parameter: string) =>
  `arn:aws:ssm:${region}:${account}:parameter${parameter}`

async function list(context: Context): Promise<void> {
  const secrets = await listSecrets(context)
  if (secrets.length === 0) return context.print(`${context.app.name} has no secret`)
  const rows = secrets.map(({ Name = '', Version, LastModifiedDate }) => [
    Name.slice(parameterOf(context.app, '').length),
    `version ${Version}`,
    LastModifiedDate?.toISOString().slice(0, 16).replace('T', ' ') ?? '',
  ])
  for (const line of alignRows(rows).flat()) context.print(line)
}

/** Reads standard input to its end. One newline at the end is not part of the value. */
async function readValue(name: string): Promise<string> {
  if (process.stdin.isTTY)
    console.error(`Type the value of ${name}, then Enter and Ctrl-D (it is shown as you type).`)
  const value = (await text(process.stdin)).replace(/\r?\n$/, '')
  if (value === '') throw new Error(`the value of ${name} is empty: nothing was changed`)
  return value
}

if (import.meta.main) await runVerb('secret', secret)
