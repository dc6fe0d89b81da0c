import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  paginateListServices,
} from '@aws-sdk/client-ecs'
import { paginateListRoles } from '@aws-sdk/client-iam'
import { isOurs } from '../release/app.ts'
import { unlessMissing } from '../release/aws.ts'
import type { Context } from '../release/context.ts'
import { type AppService, continuous, serviceNamed } from '../release/services.ts'
import { findRole } from './role.ts'

/** The services that live in the app's cluster. Without a cluster there are none. */
export async function listServiceNames({ aws, app }: Context): Promise<string[]> {
  const names: string[] = []
  const list = async () => {
    for await (const { serviceArns = [] } of paginateListServices(
      { client: aws.ecs },
      { cluster: app.name },
    ))
      names.push(...serviceArns.map((arn) => arn.split('/').at(-1)!))
  }
  await unlessMissing(list(), 'ClusterNotFoundException')
  return names
}

/** The names in the cluster that no `service.json` has, and those of them that this app created. */
export async function findStrangers(context: Context): Promise<{ all: string[]; ours: string[] }> {
  const { aws, app } = context
  const known = new Set(continuous(app.services).map(({ name }) => name))
  const all = (await listServiceNames(context)).filter((name) => !known.has(name))
  const ours: string[] = []
  for (const name of all) {
    const { services = [] } = await aws.ecs.send(
      new DescribeServicesCommand({ cluster: app.name, services: [name], include: ['TAGS'] }),
    )
    if (isOurs(app, services[0]?.tags)) ours.push(name)
  }
  return { all, ours }
}

/**
 * The app's services whose folder in `.aws/` was removed: by their ECS service or their task role,
 * the first and the last of a service's resources that destroy deletes. Also the jobs that still have
 * an ECS service, because their `service.json` was removed.
 */
export async function findRemovedServices(context: Context): Promise<AppService[]> {
  const { app } = context
  const { ours } = await findStrangers(context)
  const names = new Set([...ours, ...(await namesInRoles(context))])
  return [...names]
    .toSorted()
    .map(
      (name) =>
        app.services.find((service) => service.name === name) ??
        serviceNamed(name, { prefix: app.name, repositories: app.base }, [
          'service',
          'target-group',
        ]),
    )
}

/** Describes a removed service, with the command that deletes it. */
export const removedLine = ({ app }: Pick<Context, 'app'>, service: AppService): string => {
  const { name } = service
  const what = app.services.includes(service)
    ? `.aws/${name} has no service.json, and the account still has ECS service ${name}`
    : `.aws has no ${name} any more, and the account still has it`
  return `${what}: \`npm run destroy -- --removed\` deletes it`
}

async function namesInRoles(context: Context): Promise<string[]> {
  const { aws, app } = context
  const known = new Set(app.services.map(({ taskRole }) => taskRole))
  const names: string[] = []
  for await (const { Roles = [] } of paginateListRoles({ client: aws.iam }, {}))
    for (const { RoleName } of Roles) {
      const name = new RegExp(`^${app.name}-(.+)-task$`).exec(RoleName!)?.[1]
      if (name && !known.has(RoleName!) && (await findRole(context, RoleName!))?.ours)
        names.push(name)
    }
  return names
}

/** The log groups that the newest task definition of a service names, which no folder does any more. */
export async function findLogGroupNames(
  { aws }: Context,
  { family }: AppService,
): Promise<string[]> {
  const found = await aws.ecs
    .send(new DescribeTaskDefinitionCommand({ taskDefinition: family }))
    .catch((error: Error) => {
      if (error.message.startsWith('Unable to describe task definition')) return undefined
      throw error
    })
  const names = found?.taskDefinition?.containerDefinitions?.flatMap(
    ({ logConfiguration }) => logConfiguration?.options?.['awslogs-group'] ?? [],
  )
  return [...new Set(names)]
}
