import {
  AuthorizeSecurityGroupIngressCommand,
  type IpPermission,
  RevokeSecurityGroupIngressCommand,
  type SecurityGroup,
} from '@aws-sdk/client-ec2'
import { isOurs } from '../release/app.ts'
import { connected, connectProviders, type ConnectProvider } from '../release/connect.ts'
import type { Context } from '../release/context.ts'
import { findSecurityGroup } from './security-group.ts'

/** Lets the tasks of services reach each other, where they use Service Connect. Their security groups exist. */
export async function ensureConnections(context: Context): Promise<void> {
  const { services } = context.app
  const clients = await Promise.all(
    connected(services).map(({ group }) => findSecurityGroup(context, group)),
  )
  const sources = clients.flatMap((client) => client?.GroupId ?? [])
  for (const provider of connectProviders(services))
    await ensureConnection(context, provider, sources)
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

/** Removes the rules with which the services' groups name each other: EC2 deletes no group that another one names. */
export async function removeConnections(context: Context): Promise<void> {
  const { aws, app, changes } = context
  const groups = new Map<string, SecurityGroup>()
  for (const { name, group } of app.services) {
    const found = await findSecurityGroup(context, group)
    if (found) groups.set(name, found)
  }
  const ids = new Set(groups.values().map(({ GroupId }) => GroupId))
  for (const [name, { GroupId, IpPermissions = [], Tags }] of groups) {
    const named = IpPermissions.flatMap(({ IpProtocol, FromPort, ToPort, UserIdGroupPairs = [] }) =>
      UserIdGroupPairs.filter((pair) => ids.has(pair.GroupId)).map((pair) => ({
        IpProtocol,
        FromPort,
        ToPort,
        UserIdGroupPairs: [{ GroupId: pair.GroupId }],
      })),
    )
    if (named.length === 0) continue
    await changes.remove(`connections to ${name}`, isOurs(app, Tags), () =>
      aws.ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions: named })),
    )
  }
}
