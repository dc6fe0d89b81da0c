import type { Secret } from '@aws-sdk/client-ecs'
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { GetParametersCommand } from '@aws-sdk/client-ssm'
import type { Context } from '../release/context.ts'

/** Reads the values of a container's secrets, as ECS does when it starts a task. */
export async function readSecretValues(
  context: Context,
  secrets: Secret[],
): Promise<Record<string, string>> {
  const values: Record<string, string> = {}
  for (const { name, valueFrom } of secrets) {
    const read = isSecretsManager(valueFrom!) ? readSecret : readParameter
    values[name!] = await read(context, valueFrom!).catch((cause: Error) => {
      throw new Error(`the value of secret ${name} cannot be read from ${valueFrom}`, { cause })
    })
  }
  return values
}

const isSecretsManager = (valueFrom: string) => valueFrom.split(':')[2] === 'secretsmanager'

async function readParameter({ aws }: Context, name: string): Promise<string> {
  const { Parameters: [parameter] = [] } = await aws.ssm.send(
    new GetParametersCommand({ Names: [name], WithDecryption: true }),
  )
  if (parameter) return parameter.Value!
  throw new Error('there is no such parameter: write it with `npm run secret -- put <NAME>`')
}

/** `arn:aws:secretsmanager:<region>:<account>:secret:<name>[:<JSON key>:<stage>:<version>]` */
async function readSecret({ aws }: Context, valueFrom: string): Promise<string> {
  const parts = valueFrom.split(':')
  const [key, stage, version] = parts.slice(7)
  const { SecretString } = await aws.secretsManager.send(
    new GetSecretValueCommand({
      SecretId: parts.slice(0, 7).join(':'),
      ...(stage && { VersionStage: stage }),
      ...(version && { VersionId: version }),
    }),
  )
  if (SecretString === undefined) throw new Error('the secret is binary: it must be a text')
  if (!key) return SecretString
  const value = memberOf(SecretString, key)
  if (value === undefined) throw new Error(`the secret has no JSON key ${key}`)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function memberOf(text: string, key: string): unknown {
  try {
    return (JSON.parse(text) as Record<string, unknown>)[key]
  } catch {
    throw new Error('the secret is not valid JSON')
  }
}
