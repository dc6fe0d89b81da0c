import type { DeleteVpcCommandInput, DeleteVpcCommandOutput } from '@aws-sdk/client-ec2'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { networkOf } from '../state.ts'
import { requireVpc } from '../vpc.ts'
import { internetGatewayOf } from '../network/internet-gateway.ts'

/** The main route table and the default group go with the VPC; anything else keeps it. */
export const DeleteVpc: Operation<DeleteVpcCommandInput, DeleteVpcCommandOutput> = (
  { VpcId: id },
  call,
) => {
  const network = networkOf(call)
  const {
    vpcs,
    subnets,
    securityGroups,
    securityGroupRules,
    routeTables,
    vpcEndpoints,
    networkAcls,
  } = network
  requireVpc(call, id)
  const inside = ({ VpcId }: { VpcId?: string | undefined }) => VpcId === id
  const dependent =
    subnets.values().some(inside) ||
    internetGatewayOf(network, id) !== undefined ||
    vpcEndpoints.values().some(inside) ||
    networkAcls.values().some((acl) => inside(acl) && !acl.IsDefault) ||
    routeTables
      .values()
      .some((table) => inside(table) && !table.Associations.some(({ Main }) => Main)) ||
    securityGroups.values().some((group) => inside(group) && group.GroupName !== 'default')
  if (dependent)
    throw awsError('DependencyViolation', `The vpc '${id}' has dependencies and cannot be deleted.`)
  for (const [tableId, table] of routeTables) if (inside(table)) routeTables.delete(tableId)
  for (const [groupId, group] of securityGroups) {
    if (!inside(group)) continue
    securityGroups.delete(groupId)
    for (const [ruleId, rule] of securityGroupRules)
      if (rule.GroupId === groupId) securityGroupRules.delete(ruleId)
  }
  for (const [aclId, acl] of networkAcls) if (inside(acl)) networkAcls.delete(aclId)
  vpcs.delete(id)
  return {}
}
