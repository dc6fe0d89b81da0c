import { DescribeServicesCommand } from '@aws-sdk/client-ecs'
import { isProduction } from '../release/app.ts'
import { imagesOf } from '../release/app-images.ts'
import type { Context } from '../release/context.ts'
import { logGroupsOf } from '../release/log-groups.ts'
import type { AppService } from '../release/services.ts'
import type { Values } from '../release/template.ts'
import { findEnvironments } from './blockers.ts'
import { removeConnections } from './connection.ts'
import { listListeners } from './listener.ts'
import { removeLogGroup } from './log-group.ts'
import { findLogGroupNames } from './removed-services.ts'
import { removeRepository } from './repository.ts'
import { removeRole } from './role.ts'
import { removeScaling } from './scaling.ts'
import { removeSecurityGroup } from './security-group.ts'
import { removeService } from './service.ts'
import { findTargetGroup } from './target-group.ts'
import { removeTaskDefinitions } from './task-definition.ts'
import { removeBalancing } from './unused.ts'

/**
 * Deletes services that the files no longer have, each resource after its users. A job keeps
 * everything but its ECS service.
 */
export async function removeRemovedServices(
  context: Context,
  services: AppService[],
  values: Values,
): Promise<void> {
  const { app } = context
  const gone = services.filter((service) => !app.services.includes(service))
  for (const service of gone) await checkDefault(context, service)
  if (isProduction(app)) await checkEnvironments(context, gone)
  for (const service of services) {
    await removeScaling(context, service)
    await removeService(context, service)
  }
  const images = imagesOf(app).map(({ name }) => name)
  const keptGroups = new Set(app.services.flatMap((service) => logGroupsOf(service, values)))
  for (const service of gone) {
    for (const name of await findLogGroupNames(context, service))
      if (!keptGroups.has(name)) await removeLogGroup(context, name)
    await removeTaskDefinitions(context, service)
    await removeBalancing(context, service)
    await removeConnections(context, { from: [service], to: [...app.services, ...gone] })
    await removeSecurityGroup(context, service.group)
    if (isProduction(app) && !images.includes(service.name))
      await removeRepository(context, service)
    await removeRole(context, service.taskRole)
  }
}

/** AWS deletes no target group to which a listener forwards by default. */
async function checkDefault(context: Context, service: AppService): Promise<void> {
  const arn = (await findTargetGroup(context, service))?.TargetGroupArn
  for (const { Port, DefaultActions = [] } of await listListeners(context))
    if (arn && DefaultActions.some(({ TargetGroupArn }) => TargetGroupArn === arn))
      throw new Error(
        `the listener on port ${Port} still forwards to ${service.name}, and nothing was deleted: run \`npm run bootstrap\` first`,
      )
}

/** The environments share the repositories, which production deletes. */
async function checkEnvironments(context: Context, gone: AppService[]): Promise<void> {
  const { aws, app } = context
  for (const environment of gone.length > 0 ? await findEnvironments(context) : []) {
    const { services = [] } = await aws.ecs.send(
      new DescribeServicesCommand({
        cluster: `${app.base}-${environment}`,
        services: gone.map(({ name }) => name),
      }),
    )
    const running = services.filter(({ status }) => status !== 'INACTIVE')
    if (running.length > 0)
      throw new Error(
        `the environment ${environment} still has ${running.map(({ serviceName }) => serviceName).join(' and ')}, and nothing was deleted: run \`npm run destroy -- --removed --environment ${environment}\` first`,
      )
  }
}
