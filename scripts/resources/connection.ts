import {
  AuthorizeSecurityGroupIngressCommand,
  type IpPermission,
  RevokeSecurityGroupIngressCommand,
  type SecurityGroup,
} from '@aws-sdk/client-ec2'
import { DescribeTaskDefinitionCommand } from '@aws-sdk/client-ecs'
import { isOurs } from '../release/app.ts'
import { connected, connectProviders, type ConnectProvider, findPort } from '../release/connect.ts'
import type { Context } from '../release/context.ts'
import type { AppService } from '../release/services.ts'
import { findSecurityGroup } from './security-group.ts'
import { findService } from './service.ts'

/**
 * Lets the tasks of services reach each other where they use Service Connect, and closes the ports of
 * which neither the files nor a deployment makes use any more. The services' security groups exist.
 */
export async function ensureConnections(context: Context): Promise<void> {
  const { services } = context.app
  const groups = new Map<AppService, SecurityGroup>()
  for (const service of services) {
    const found = await findSecurityGroup(context, service.group)
    if (found) groups.set(service, found)
  }
  const idsOf = (some: AppService[]) => some.flatMap((one) => groups.get(one)?.GroupId ?? [])
  const providers = connectProviders(services)
  const sources = idsOf(connected(services))
  for (const provider of providers) await ensureConnection(context, provider, sources)
  for (const [service, group] of groups) {
    const named = connectionsIn(group, idsOf(services))
    if (named.length === 0) continue
    const { ports = [] } = providers.find((one) => one.service === service) ?? {}
    const used = await findUsedPorts(context, service)
    const stale = named.filter(
      ({ FromPort, source }) =>
        !used.includes(FromPort!) && !(ports.includes(FromPort!) && sources.includes(source)),
    )
    await removeRules(context, service, { group, stale })
  }
}

async function ensureConnection(
  context: Context,
  { service, ports }: ConnectProvider,
  sources: string[],
): Promise<void> {
  const { aws, changes } = context
  const what = `connections to ${service.name}`
  const group = await findSecurityGroup(context, service.group)
  const IpPermissions = ports.flatMap((port) => permissionFor(group, port, sources))
  if (group && IpPermissions.length === 0) return changes.unchanged(what)
  await changes.update(what, () =>
    aws.ec2.send(
      new AuthorizeSecurityGroupIngressCommand({ GroupId: group!.GroupId, IpPermissions }),
    ),
  )
}

/** The sources that may not reach a port yet, as one permission. */
function permissionFor(
  group: SecurityGroup | undefined,
  port: number,
  sources: string[],
): IpPermission[] {
  const allowed = (group?.IpPermissions ?? [])
    .filter(({ FromPort }) => FromPort === port)
    .flatMap(({ UserIdGroupPairs = [] }) => UserIdGroupPairs.map(({ GroupId }) => GroupId))
  const missing = sources.filter((source) => !allowed.includes(source))
  if (missing.length === 0) return []
  return [
    {
      IpProtocol: 'tcp',
      FromPort: port,
      ToPort: port,
      UserIdGroupPairs: missing.map((GroupId) => ({ GroupId })),
    },
  ]
}

/**
 * Removes the rules with which the groups of services name those of others, `from`: EC2 deletes no
 * group that another one names.
 */
export async function removeConnections(
  context: Context,
  { from, to }: { from: AppService[]; to: AppService[] },
): Promise<void> {
  const sources = await Promise.all(from.map(({ group }) => findSecurityGroup(context, group)))
  const ids = sources.flatMap((source) => source?.GroupId ?? [])
  for (const service of to) {
    const group = await findSecurityGroup(context, service.group)
    if (group) await removeRules(context, service, { group, stale: connectionsIn(group, ids) })
  }
}

/** A rule of a service's group for one other group. */
interface Connection extends Pick<IpPermission, 'IpProtocol' | 'FromPort' | 'ToPort'> {
  source: string
}

const connectionsIn = ({ IpPermissions = [] }: SecurityGroup, sources: string[]): Connection[] =>
  IpPermissions.flatMap(({ IpProtocol, FromPort, ToPort, UserIdGroupPairs = [] }) =>
    UserIdGroupPairs.filter(({ GroupId }) => sources.includes(GroupId!)).map(({ GroupId }) => ({
      IpProtocol,
      FromPort,
      ToPort,
      source: GroupId!,
    })),
  )

async function removeRules(
  { aws, app, changes }: Context,
  { name }: AppService,
  { group, stale }: { group: SecurityGroup; stale: Connection[] },
): Promise<void> {
  if (stale.length === 0) return
  const { GroupId, Tags } = group
  const IpPermissions = stale.map(({ source, ...rule }) => ({
    ...rule,
    UserIdGroupPairs: [{ GroupId: source }],
  }))
  await changes.remove(`connections to ${name}`, isOurs(app, Tags), () =>
    aws.ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions })),
  )
}

/** The ports that the deployments of a service offer by Service Connect, also those that are being replaced. */
async function findUsedPorts(context: Context, service: AppService): Promise<number[]> {
  const { deployments = [] } = (await findService(context, service)) ?? {}
  const ports = deployments.map(
    async ({ taskDefinition, serviceConnectConfiguration: connect }) => {
      if (!connect?.enabled) return []
      const described = await context.aws.ecs.send(
        new DescribeTaskDefinitionCommand({ taskDefinition }),
      )
      return (connect.services ?? []).flatMap(
        ({ portName }) => findPort(described.taskDefinition!, portName) ?? [],
      )
    },
  )
  return (await Promise.all(ports)).flat()
}
