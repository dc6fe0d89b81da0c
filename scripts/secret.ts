import type { Context } from './release/context.ts'
import type { Flags } from './release/arguments.ts'
import { BadInput } from './release/exit-codes.ts'
import { hint } from './release/nearest.ts'
import type { ResultOf } from './release/results.ts'
import { secretsOf } from './release/secret-names.ts'
import { readSecretValue } from './release/secret-value.ts'
import { alignRows } from './release/table.ts'
import { ago } from './release/time.ts'
import { runVerb } from './release/verb.ts'
import { findPlace, type Place, placeValues } from './resources/account.ts'
import { listSecrets, parameterOf, putSecret, removeSecret } from './resources/secret.ts'

const actions = ['put', 'list', 'rm']

const usage = 'it takes put <NAME>, list or rm <NAME>; put reads the value from standard input'

/** Writes, lists or deletes secrets in Parameter Store. A value is never an argument: those are visible to others. */
export async function secret(
  context: Context,
  _flags: Flags,
  words: string[],
): Promise<ResultOf<'secret'>> {
  const [action, name, more] = words
  if (action && !actions.includes(action))
    throw new BadInput(`it has no '${action}': ${hint(action, actions, 'it takes')}`)
  if (action === 'list' && name === undefined) return list(context)
  if (name === undefined || action === 'list' || more !== undefined) throw new BadInput(usage)
  if (!/^[A-Za-z][\w-]*$/.test(name))
    throw new BadInput(`'${name}' cannot name a secret: use letters, digits, _ and -`)
  if (action === 'rm') {
    await checkUnused(context, name)
    const parameter = parameterOf(context.app, name)
    const exists = (await listSecrets(context)).some(({ Name }) => Name === parameter)
    if (exists) await removeSecret(context, name)
    else context.print(`there is no secret ${name}`)
    return {}
  }
  const value = await readSecretValue(name)
  await putSecret(context, { name, value })
  const arn = arnOf(await findPlace(context), parameterOf(context.app, name))
  context.print('In the container of the task definition:')
  context.print(`  "secrets": [{ "name": "${name}", "valueFrom": "${arn}" }]`)
  return { valueFrom: arn }
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

async function list(context: Context): Promise<ResultOf<'secret'>> {
  const found = await listSecrets(context)
  if (found.length === 0) context.print(`${context.app.name} has no secret`)
  const secrets = found.map(({ Name = '', Version = 0, LastModifiedDate }) => ({
    name: Name.slice(parameterOf(context.app, '').length),
    version: Version,
    changed: LastModifiedDate?.toISOString(),
  }))
  return { secrets }
}

function linesOfSecrets({ secrets = [] }: ResultOf<'secret'>): string[] {
  const rows = secrets.map(({ name, version, changed }) => [
    name,
    `version ${version}`,
    changed ? ago(new Date(changed)) : '',
  ])
  return alignRows(rows).flat()
}

if (import.meta.main) await runVerb('secret', secret, linesOfSecrets)
