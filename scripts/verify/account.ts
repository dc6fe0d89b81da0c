import type { SecurityGroup } from '@aws-sdk/client-ec2'
import type {
  Listener,
  LoadBalancer,
  Rule,
  TargetGroup,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Context } from '../release/context.ts'
import { logGroupsOf } from '../release/log-groups.ts'
import type { AppService } from '../release/services.ts'
import type { Values } from '../release/template.ts'
import { listListeners } from '../resources/listener.ts'
import { findLoadBalancer } from '../resources/load-balancer.ts'
import { findLogGroup } from '../resources/log-group.ts'
import { findRole } from '../resources/role.ts'
import { listRules } from '../resources/rule.ts'
import { findSecurityGroup } from '../resources/security-group.ts'
import { findTargetGroup } from '../resources/target-group.ts'
import { type Denial, simulate } from './permissions.ts'
import { readReferences, type Reference } from './references.ts'
import { type Seen, see, valueOf } from './seen.ts'
import type { ServiceFiles } from './files.ts'

/** The load balancer that all services share. */
export interface SharedAccount {
  balancer: Seen<LoadBalancer | undefined>
  balancerGroup: Seen<SecurityGroup | undefined>
  listeners: Seen<ListenerWithRules[]>
}

export interface ListenerWithRules extends Pick<Listener, 'Port' | 'Protocol'> {
  rules: Rule[]
}

/** The security group and the target group of a service: their ids fill `service.json`. */
export interface ServiceWays {
  group: Seen<SecurityGroup | undefined>
  targets: Seen<TargetGroup | undefined>
}

export type FoundRole = Awaited<ReturnType<typeof findRole>>

/** The rest of what the account has for a service. */
export interface ServiceAccount {
  roles: Map<string, Seen<FoundRole>>
  logGroups: Map<string, Seen<boolean>>
  denials: Seen<Denial[] | undefined>
  references: Map<Reference, Seen<string | undefined>>
}

export async function readSharedAccount(context: Context): Promise<SharedAccount> {
  const [balancer, balancerGroup, listeners] = await Promise.all([
    see(findLoadBalancer(context)),
    see(findSecurityGroup(context, context.app.loadBalancerGroup)),
    see(readListeners(context)),
  ])
  return { balancer, balancerGroup, listeners }
}

const readListeners = async (context: Context): Promise<ListenerWithRules[]> =>
  Promise.all(
    (await listListeners(context)).map(async ({ Port, Protocol, ListenerArn }) => ({
      Port,
      Protocol,
      rules: await listRules(context, ListenerArn!),
    })),
  )

export async function readWays(context: Context, service: AppService): Promise<ServiceWays> {
  const [group, targets] = await Promise.all([
    see(findSecurityGroup(context, service.group)),
    see(findTargetGroup(context, service)),
  ])
  return { group, targets }
}

/** The placeholders of `service.json`, as far as what they name exists. */
export function valuesOfWays({ group, targets }: ServiceWays): Values {
  const id = valueOf(group)?.GroupId
  const arn = valueOf(targets)?.TargetGroupArn
  return { ...(id && { SECURITY_GROUP: id }), ...(arn && { TARGET_GROUP: arn }) }
}

export async function readAccount(
  context: Context,
  { service, task }: ServiceFiles & { task: {} },
  values: Values,
): Promise<ServiceAccount> {
  const roles = [task.executionRoleArn, task.taskRoleArn].filter((arn) => arn !== undefined)
  const [logGroups, denials, references, ...found] = await Promise.all([
    readAll(logGroupsOf(service, values), async (name) => !!(await findLogGroup(context, name))),
    see(simulate(context, { service, task }, values)),
    readReferences(context, task),
    ...roles.map((arn) => see(findRole(context, arn.split('/').at(-1)!))),
  ])
  return {
    logGroups,
    denials,
    references,
    roles: new Map(roles.map((arn, index) => [arn, found[index]!])),
  }
}

const readAll = async <K, T>(keys: K[], read: (key: K) => Promise<T>): Promise<Map<K, Seen<T>>> =>
  new Map(
    await Promise.all(keys.map(async (key): Promise<[K, Seen<T>]> => [key, await see(read(key))])),
  )
