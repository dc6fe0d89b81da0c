import {
  AuthorizeSecurityGroupIngressCommand,
  type IpPermission,
  RevokeSecurityGroupIngressCommand,
  type SecurityGroup,
} from '@aws-sdk/client-ec2'
import { isOurs } from '../release/app.ts'
import { connected, connectProviders, type ConnectProvider, findPort } from '../release/connect.ts'
import type { Context } from '../release/context.ts'
import type { AppService } from '../release/services.ts'
import { findSecurityGroup } from './security-group.ts'
import { findService } from './service.ts'
import { requireTaskDefinition } from './task-definition.ts'

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
  const opened = Array.from(groups, ([service, group]) => ({
    service,
    group,
    rules: connectionsIn(group, idsOf(services)).filter(({ description }) => description === own),
  })).filter(({ rules }) => rules.length > 0)
  if (opened.length === 0) return
  const used = new Map<AppService, { isConnected: boolean; ports: number[] }>()
  for (const service of groups.keys()) used.set(service, await findUse(context, service))
  const callers = idsOf(services.filter((service) => used.get(service)?.isConnected))
  for (const { service, group, rules } of opened) {
    const desired = providers.find((one) => one.service === service)?.ports ?? []
    const ports = [...desired, ...used.get(service)!.ports]
    const stale = rules.filter(
      ({ FromPort, source }) =>
        !ports.includes(FromPort!) || ![...sources, ...callers].includes(source),
    )
    await removeRules(context, service, { group, stale })
  }
}

/** The description of the rules that are made here: rules of others stay. */
const own = 'Service Connect'

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
      UserIdGroupPairs: missing.map((GroupId) => ({ GroupId, Description: own })),
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
  description: string | undefined
}

const connectionsIn = ({ IpPermissions = [] }: SecurityGroup, sources: string[]): Connection[] =>
  IpPermissions.flatMap(({ IpProtocol, FromPort, ToPort, UserIdGroupPairs = [] }) =>
    UserIdGroupPairs.filter(({ GroupId }) => sources.includes(GroupId!)).map(
      ({ GroupId, Description }) => ({
        IpProtocol,
        FromPort,
        ToPort,
        source: GroupId!,
        description: Description,
      }),
    ),
  )

async function removeRules(
  { aws, app, changes }: Context,
  { name }: AppService,
  { group, stale }: { group: SecurityGroup; stale: Connection[] },
): Promise<void> {
  if (stale.length === 0) return
  const { GroupId, Tags } = group
  const IpPermissions = stale.map(({ IpProtocol, FromPort, ToPort, source }) => ({
    IpProtocol,
    FromPort,
    ToPort,
    UserIdGroupPairs: [{ GroupId: source }],
  }))
  await changes.remove(`connections to ${name}`, isOurs(app, Tags), () =>
    aws.ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions })),
  )
}

/** What the deployments of a service use of Service Connect, also those that are being replaced. */
async function findUse(
  context: Context,
  service: AppService,
): Promise<{ isConnected: boolean; ports: number[] }> {
  const { deployments = [] } = (await findService(context, service)) ?? {}
  const connected = deployments.filter(
    ({ serviceConnectConfiguration: connect }) => connect?.enabled,
  )
  const ports = connected.map(async ({ taskDefinition, serviceConnectConfiguration: connect }) => {
    const described = await requireTaskDefinition(context, taskDefinition!)
    return (connect!.services ?? []).flatMap(({ portName }) => findPort(described, portName) ?? [])
  })
  return { isConnected: connected.length > 0, ports: (await Promise.all(ports)).flat() }
}
