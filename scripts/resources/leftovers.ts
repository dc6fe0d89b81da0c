import type { Context } from '../release/context.ts'
import { findCluster } from './cluster.ts'
import { findListener } from './listener.ts'
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
export async function findLeftovers(context: Context): Promise<string[]> {
  const { app } = context
  const definitions = Object.values(await listTaskDefinitions(context)).flat()
  const found: [what: string, thing: unknown][] = [
    ['the ECS service', await findService(context)],
    ['task definitions', definitions[0]],
    ['the listener', await findListener(context)],
    ['the load balancer', await findLoadBalancer(context)],
    ['the target group', await findTargetGroup(context)],
    ["the tasks' security group", await findSecurityGroup(context, app.serviceGroup)],
    ["the load balancer's security group", await findSecurityGroup(context, app.loadBalancerGroup)],
    ['the log group', await findLogGroup(context)],
    ['the ECR repository', await findRepository(context)],
    ['the ECS cluster', await findCluster(context)],
    ['the push role', await findRole(context, app.pushRole)],
    ['the deploy role', await findRole(context, app.deployRole)],
    ['the execution role', await findRole(context, app.executionRole)],
    ['the task role', await findRole(context, app.taskRole)],
    ['the OIDC provider', await findOwnOidcProvider(context)],
  ]
  return found.filter(([, thing]) => thing !== undefined).map(([what]) => what)
}
