import type {
  DescribeSecurityGroupsCommandInput,
  DescribeSecurityGroupsCommandOutput,
  IpPermission,
} from '@aws-sdk/client-ec2'
import { type Operation, readOnly } from '../../service.ts'
import { givenGroup } from '../authorize.ts'
import { describe, type Filters } from '../describe.ts'
import { permissionsOf } from '../permission.ts'
import { groupNotFound, requireSecurityGroup } from '../security-group.ts'
import { networkOf } from '../state.ts'
import type { Network, SecurityGroupRecord } from '../records.ts'
import { securityGroupRulesOf } from '../network/security-group-rule.ts'

interface Described extends SecurityGroupRecord {
  IpPermissions: IpPermission[]
  IpPermissionsEgress: IpPermission[]
}

export const DescribeSecurityGroups: Operation<
  DescribeSecurityGroupsCommandInput,
  DescribeSecurityGroupsCommandOutput
> = readOnly(({ GroupIds = [], GroupNames = [], ...query }, call) => {
  const network = networkOf(call)
  const ids = [
    ...GroupIds.map((id) => requireSecurityGroup(call, id)),
    ...GroupNames.map((name) => givenGroup(call, { GroupName: name })),
  ].map(({ GroupId }) => GroupId)
  const groups = [...network.securityGroups].map(([id, group]): [string, Described] => [
    id,
    {
      ...group,
      IpPermissions: permissionsOf(securityGroupRulesOf(network, id, false)),
      IpPermissionsEgress: permissionsOf(securityGroupRulesOf(network, id, true)),
    },
  ])
  const { page, NextToken } = describe(
    new Map(groups),
    { ids, ...query },
    { filters: filtersIn(network), notFound: groupNotFound, tags: ({ Tags }) => Tags },
  )
  return { SecurityGroups: page, NextToken }
})

const filtersIn = (network: Network): Filters<Described> => ({
  'group-id': ({ GroupId }) => [GroupId],
  'group-name': ({ GroupName }) => [GroupName],
  'vpc-id': ({ VpcId }) => [VpcId],
  'owner-id': ({ OwnerId }) => [OwnerId],
  description: ({ Description }) => [Description],
  ...permissionFilters('ip-permission', ({ IpPermissions }) => IpPermissions),
  ...permissionFilters('egress.ip-permission', ({ IpPermissionsEgress }) => IpPermissionsEgress),
  'ip-permission.group-name': ({ IpPermissions }) => peerNames(network, IpPermissions),
  'egress.ip-permission.group-name': ({ IpPermissionsEgress }) =>
    peerNames(network, IpPermissionsEgress),
})

const peerNames = ({ securityGroups }: Network, permissions: IpPermission[]) =>
  permissions
    .flatMap(({ UserIdGroupPairs = [] }) => UserIdGroupPairs)
    .map(({ GroupId = '' }) => securityGroups.get(GroupId)?.GroupName)

function permissionFilters(
  prefix: string,
  permissions: (group: Described) => IpPermission[],
): Filters<Described> {
  const over =
    (values: (permission: IpPermission) => (string | number | undefined)[]) => (group: Described) =>
      permissions(group).flatMap(values)
  return {
    [`${prefix}.protocol`]: over(({ IpProtocol }) => [IpProtocol]),
    [`${prefix}.from-port`]: over(({ FromPort }) => [FromPort]),
    [`${prefix}.to-port`]: over(({ ToPort }) => [ToPort]),
    [`${prefix}.cidr`]: over(({ IpRanges = [] }) => IpRanges.map(({ CidrIp }) => CidrIp)),
    [`${prefix}.ipv6-cidr`]: over(({ Ipv6Ranges = [] }) =>
      Ipv6Ranges.map(({ CidrIpv6 }) => CidrIpv6),
    ),
    [`${prefix}.prefix-list-id`]: over(({ PrefixListIds = [] }) =>
      PrefixListIds.map(({ PrefixListId }) => PrefixListId),
    ),
    [`${prefix}.user-id`]: over(({ UserIdGroupPairs = [] }) =>
      UserIdGroupPairs.map(({ UserId }) => UserId),
    ),
    [`${prefix}.group-id`]: over(({ UserIdGroupPairs = [] }) =>
      UserIdGroupPairs.map(({ GroupId }) => GroupId),
    ),
  }
}
