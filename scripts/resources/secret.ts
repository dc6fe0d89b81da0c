import {
  DeleteParameterCommand,
  paginateDescribeParameters,
  type ParameterMetadata,
  PutParameterCommand,
} from '@aws-sdk/client-ssm'
import { type App, tagList } from '../release/app.ts'
import type { Context } from '../release/context.ts'

/** The name of a secret in Parameter Store. Task definitions name it by its ARN. */
export const parameterOf = ({ name }: App, secret: string): string => `/${name}/${secret}`

/** The sizes in bytes that Parameter Store takes: https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
const standardSize = 4096
const advancedSize = 8192

/** Writes an encrypted parameter, and keeps the versions before. */
export async function putSecret(
  { aws, app, changes }: Context,
  { name, value }: { name: string; value: string },
): Promise<void> {
  const Name = parameterOf(app, name)
  const size = Buffer.byteLength(value)
  if (size > advancedSize)
    throw new Error(
      `the value of ${name} has ${size} bytes, and Parameter Store takes ${advancedSize}: put it into Secrets Manager, and its ARN into "secrets"`,
    )
  const Tier = size > standardSize ? 'Advanced' : undefined
  const exists = (await listSecrets({ aws, app })).some((secret) => secret.Name === Name)
  const put = async (more: { Overwrite: true } | { Tags: ReturnType<typeof tagList> }) => {
    await aws.ssm.send(
      new PutParameterCommand({ Name, Value: value, Type: 'SecureString', Tier, ...more }),
    )
    return Name
  }
  if (exists) await changes.update(`secret ${name}`, () => put({ Overwrite: true }))
  else await changes.create(`secret ${name}`, () => put({ Tags: tagList(app) }))
}

/** Lists the app's secrets without their values. */
export async function listSecrets({
  aws,
  app,
}: Pick<Context, 'aws' | 'app'>): Promise<ParameterMetadata[]> {
  const found: ParameterMetadata[] = []
  const ParameterFilters = [{ Key: 'Path', Option: 'Recursive', Values: [`/${app.name}`] }]
  for await (const { Parameters = [] } of paginateDescribeParameters(
    { client: aws.ssm },
    { ParameterFilters },
  ))
    found.push(...Parameters)
  return found.toSorted((one, other) => one.Name!.localeCompare(other.Name!))
}

export async function removeSecret({ aws, app, changes }: Context, name: string): Promise<void> {
  await changes.remove(`secret ${name}`, true, () =>
    aws.ssm.send(new DeleteParameterCommand({ Name: parameterOf(app, name) })),
  )
}

/** Deletes every secret of the app. */
export async function removeSecrets(context: Context): Promise<void> {
  const start = parameterOf(context.app, '').length
  for (const { Name } of await listSecrets(context)) await removeSecret(context, Name!.slice(start))
}
