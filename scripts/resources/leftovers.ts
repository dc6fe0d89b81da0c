import { isProduction } from '../release/app.ts'
import { imagesOf } from '../release/app-images.ts'
import type { Context } from '../release/context.ts'
import { logGroupsOf } from '../release/log-groups.ts'
import type { AppService } from '../release/services.ts'
import { findPlace, placeValues } from './account.ts'
import { findOwnCertificates } from './certificate.ts'
import { findCluster } from './cluster.ts'
import { listListeners } from './listener.ts'
import { findLoadBalancer } from './load-balancer.ts'
import { findLogGroup } from './log-group.ts'
import { findOwnOidcProvider } from './oidc-provider.ts'
import { findRepository } from './repository.ts'
import { findRole } from './role.ts'
import { findSecurityGroup } from './security-group.ts'
import { findService } from './service.ts'
import { findTargetGroup } from './target-group.ts'
import { listTaskDefinitions } from './task-definition.ts'

/** Names the resources of bootstrap and the releases that still exist. */
export async function findLeftovers(context: Context, services: AppService[]): Promise<string[]> {
  const { app } = context
  const found: [what: string, thing: unknown][] = [
    ...(await Promise.all(services.map((service) => findOf(context, service)))).flat(),
    ...(isProduction(app) ? await findRepositories(context) : []),
    ['the listener', (await listListeners(context))[0]],
    ['the load balancer', await findLoadBalancer(context)],
    ['the certificate', (await findOwnCertificates(context))[0]],
    ["the load balancer's security group", await findSecurityGroup(context, app.loadBalancerGroup)],
    ['the ECS cluster', await findCluster(context)],
    ['the push role', isProduction(app) ? await findRole(context, app.pushRole) : undefined],
    ['the deploy role', await findRole(context, app.deployRole)],
    ['the execution role', await findRole(context, app.executionRole)],
    ['the OIDC provider', await findOwnOidcProvider(context)],
  ]
  return found.filter(([, thing]) => thing !== undefined).map(([what]) => what)
}

const findRepositories = (context: Context): Promise<[what: string, thing: unknown][]> =>
  Promise.all(
    imagesOf(context.app).map(async (image) => [
      `ECR repository ${image.repository}`,
      await findRepository(context, image),
    ]),
  )

async function findOf(
  context: Context,
  service: AppService,
): Promise<[what: string, thing: unknown][]> {
  const definitions = Object.values(await listTaskDefinitions(context, service)).flat()
  const values = placeValues(context.app, await findPlace(context))
  const names = context.app.services.includes(service) ? logGroupsOf(service, values) : []
  const logGroups = await Promise.all(names.map((name) => findLogGroup(context, name)))
  return [
    [`ECS service ${service.name}`, await findService(context, service)],
    [`task definitions ${service.family}`, definitions[0]],
    [`target group ${service.group}`, await findTargetGroup(context, service)],
    [`security group ${service.group}`, await findSecurityGroup(context, service.group)],
    [`log group of ${service.name}`, logGroups.find(Boolean)],
    [`role ${service.taskRole}`, await findRole(context, service.taskRole)],
  ]
}
