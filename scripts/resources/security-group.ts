import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupsCommand,
  type IpPermission,
  type NetworkInterface,
  RevokeSecurityGroupIngressCommand,
  type SecurityGroup,
} from '@aws-sdk/client-ec2'
import { isOurs, tagList } from '../release/app.ts'
import type { Context } from '../release/context.ts'
import { wait } from '../release/wait.ts'

export interface DesiredGroup {
  name: string
  description: string
  vpc: string
  ports: number[]
  /** The source: any address, or the interfaces of another group. */
  from: 'anywhere' | { group: string }
}

/** Finds a group by its name, in any VPC. */
export async function findSecurityGroup(
  { aws }: Context,
  name: string,
): Promise<SecurityGroup | undefined> {
  const { SecurityGroups = [] } = await aws.ec2.send(
    new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'group-name', Values: [name] }] }),
  )
  return SecurityGroups[0]
}

export async function requireSecurityGroup(context: Context, name: string): Promise<SecurityGroup> {
  const group = await findSecurityGroup(context, name)
  if (group) return group
  throw new Error(`there is no security group ${name}: run \`npm run bootstrap\` first`)
}

/** Ensures a security group that allows the ports. Returns its id. */
export async function ensureSecurityGroup(
  context: Context,
  desired: DesiredGroup,
): Promise<string> {
  const { aws, app, changes } = context
  const what = `security group ${desired.name}`
  const group = await findSecurityGroup(context, desired.name)
  const authorize = async (GroupId: string, ports: number[]) => {
    if (ports.length === 0) return
    const IpPermissions = ports.map((port) => permission(port, desired))
    await aws.ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }))
  }
  if (!group)
    return changes.create(what, async () => {
      const { GroupId } = await aws.ec2.send(
        new CreateSecurityGroupCommand({
          GroupName: desired.name,
          Description: desired.description,
          VpcId: desired.vpc,
          TagSpecifications: [{ ResourceType: 'security-group', Tags: tagList(app) }],
        }),
      )
      await authorize(GroupId!, desired.ports)
      return GroupId
    })
  const missing = desired.ports.filter((port) => !allows(group, port, desired))
  if (missing.length === 0) changes.unchanged(what)
  else await changes.update(what, () => authorize(group.GroupId!, missing))
  return group.GroupId!
}

/** Closes the ports that bootstrap opened for the same source, and that are neither desired nor in use any more. */
export async function closeOtherPorts(
  context: Context,
  desired: DesiredGroup,
  inUse: number[] = [],
): Promise<void> {
  const { aws, app, changes } = context
  const group = await findSecurityGroup(context, desired.name)
  const open = new Set((group?.IpPermissions ?? []).flatMap(({ FromPort = [] }) => FromPort))
  for (const port of open.difference(new Set([...desired.ports, ...inUse]))) {
    if (!allows(group!, port, desired)) continue
    const rule = { GroupId: group!.GroupId, IpPermissions: [permission(port, desired)] }
    await changes.remove(
      `port ${port} of security group ${desired.name}`,
      isOurs(app, group!.Tags),
      () => aws.ec2.send(new RevokeSecurityGroupIngressCommand(rule)),
    )
  }
}

const permission = (port: number, { from }: DesiredGroup): IpPermission => ({
  IpProtocol: 'tcp',
  FromPort: port,
  ToPort: port,
  ...(from === 'anywhere'
    ? { IpRanges: [{ CidrIp: '0.0.0.0/0' }] }
    : { UserIdGroupPairs: [{ GroupId: from.group }] }),
})

const allows = ({ IpPermissions = [] }: SecurityGroup, port: number, { from }: DesiredGroup) =>
  IpPermissions.some(
    ({ FromPort, ToPort, IpRanges = [], UserIdGroupPairs = [] }) =>
      FromPort === port &&
      ToPort === port &&
      (from === 'anywhere'
        ? IpRanges.some(({ CidrIp }) => CidrIp === '0.0.0.0/0')
        : UserIdGroupPairs.some(({ GroupId }) => GroupId === from.group)),
  )

/** Deletes a group when no interface uses it: a load balancer's interfaces outlive it by minutes. */
export async function removeSecurityGroup(context: Context, name: string): Promise<void> {
  const { aws, app, changes } = context
  const group = await findSecurityGroup(context, name)
  if (!group) return
  await changes.remove(`security group ${name}`, isOurs(app, group.Tags), async () => {
    await waitForNoInterfaces(context, group)
    await aws.ec2.send(new DeleteSecurityGroupCommand({ GroupId: group.GroupId }))
  })
}

/** Interfaces of a load balancer and of stopped tasks are deleted by AWS. */
const isOfTask = (description: string) => /^arn:aws[\w-]*:ecs:.*:attachment\//.test(description)

const nameOf = ({ NetworkInterfaceId, Description }: NetworkInterface) =>
  `${NetworkInterfaceId}${Description ? ` (${Description})` : ''}`

async function waitForNoInterfaces(
  { aws, app, progress }: Context,
  { GroupId, GroupName }: SecurityGroup,
) {
  const isLeaving = ({ Description = '' }: NetworkInterface) =>
    Description.includes(`ELB app/${app.name}/`) || isOfTask(Description)
  let left: string[] = []
  await wait({
    for: `the network interfaces of security group ${GroupName} to be deleted`,
    seconds: 600,
    look: async () => {
      const { NetworkInterfaces = [] } = await aws.ec2.send(
        new DescribeNetworkInterfacesCommand({
          Filters: [{ Name: 'group-id', Values: [GroupId!] }],
        }),
      )
      const other = NetworkInterfaces.find((one) => !isLeaving(one))
      if (other)
        throw new Error(
          `network interface ${nameOf(other)} uses it, and is not this app's: \`aws ec2 describe-network-interfaces --network-interface-ids ${other.NetworkInterfaceId}\` shows what it is attached to; give that another security group, then run this again`,
        )
      left = NetworkInterfaces.map(nameOf)
      return left.length === 0 || undefined
    },
    progress,
    observed: () => left.join(', '),
  })
}
