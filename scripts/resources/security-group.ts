import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupsCommand,
  type IpPermission,
  type SecurityGroup,
} from '@aws-sdk/client-ec2'
import { isOurs, tagList } from '../release/app.ts'
import type { Context } from '../release/context.ts'
import { wait } from '../release/wait.ts'

export interface DesiredGroup {
  name: string
  description: string
  vpc: string
  port: number
  /** Who is let in: everybody, or what another group is worn by. */
  from: 'anywhere' | { group: string }
}

/** Finds a group by its name, in whichever VPC bootstrap made it. */
export async function findSecurityGroup(
  { aws }: Context,
  name: string,
): Promise<SecurityGroup | undefined> {
  const { SecurityGroups = [] } = await aws.ec2.send(
    new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'group-name', Values: [name] }] }),
  )
  return SecurityGroups[0]
}

/** Gives the VPC a security group that lets one port in, and gives its id. */
export async function ensureSecurityGroup(
  context: Context,
  desired: DesiredGroup,
): Promise<string> {
  const { aws, app, changes } = context
  const what = `security group ${desired.name}`
  const group = await findSecurityGroup(context, desired.name)
  const letIn = (GroupId: string) =>
    aws.ec2.send(
      new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [permission(desired)] }),
    )
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
      await letIn(GroupId!)
      return GroupId
    })
  if (letsIn(group, desired)) changes.unchanged(what)
  else await changes.update(what, () => letIn(group.GroupId!))
  return group.GroupId!
}

const permission = ({ port, from }: DesiredGroup): IpPermission => ({
  IpProtocol: 'tcp',
  FromPort: port,
  ToPort: port,
  ...(from === 'anywhere'
    ? { IpRanges: [{ CidrIp: '0.0.0.0/0' }] }
    : { UserIdGroupPairs: [{ GroupId: from.group }] }),
})

const letsIn = ({ IpPermissions = [] }: SecurityGroup, { port, from }: DesiredGroup) =>
  IpPermissions.some(
    ({ FromPort, ToPort, IpRanges = [], UserIdGroupPairs = [] }) =>
      FromPort === port &&
      ToPort === port &&
      (from === 'anywhere'
        ? IpRanges.some(({ CidrIp }) => CidrIp === '0.0.0.0/0')
        : UserIdGroupPairs.some(({ GroupId }) => GroupId === from.group)),
  )

/** Removes a group once nothing wears it: a load balancer's interfaces outlive it by minutes. */
export async function removeSecurityGroup(context: Context, name: string): Promise<void> {
  const { aws, app, changes } = context
  const group = await findSecurityGroup(context, name)
  if (!group) return
  await changes.remove(`security group ${name}`, isOurs(app, group.Tags), async () => {
    await noInterfaces(context, group)
    await aws.ec2.send(new DeleteSecurityGroupCommand({ GroupId: group.GroupId }))
  })
}

async function noInterfaces({ aws }: Context, { GroupId, GroupName }: SecurityGroup) {
  let left: string[] = []
  await wait({
    for: `the network interfaces of security group ${GroupName} to go away`,
    seconds: 600,
    look: async () => {
      const { NetworkInterfaces = [] } = await aws.ec2.send(
        new DescribeNetworkInterfacesCommand({
          Filters: [{ Name: 'group-id', Values: [GroupId!] }],
        }),
      )
      left = NetworkInterfaces.map(({ NetworkInterfaceId }) => NetworkInterfaceId!)
      return left.length === 0 || undefined
    },
    seen: () => left.join(', '),
  })
}
