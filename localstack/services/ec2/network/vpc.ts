import type { Tag } from '@aws-sdk/client-ec2'
import { newResourceId } from '../id.ts'
import type { VpcRecord, Network, Owner } from '../records.ts'
import { createRouteTable } from './route-table.ts'
import { createGroup } from './security-group.ts'

/** Makes a VPC with what AWS gives each: a main route table and a default security group. */
export function createVpc(
  network: Network,
  owner: Owner,
  {
    cidrBlock,
    isDefault = false,
    tags = [],
  }: { cidrBlock: string; isDefault?: boolean | undefined; tags?: Tag[] | undefined },
): VpcRecord {
  const vpc: VpcRecord = {
    VpcId: newResourceId('vpc'),
    OwnerId: owner.account,
    CidrBlock: cidrBlock,
    CidrBlockAssociationSet: [
      {
        AssociationId: newResourceId('vpc-cidr-assoc'),
        CidrBlock: cidrBlock,
        CidrBlockState: { State: 'associated' },
      },
    ],
    DhcpOptionsId: 'default',
    InstanceTenancy: 'default',
    Ipv6CidrBlockAssociationSet: [],
    IsDefault: isDefault,
    State: 'available',
    Tags: tags,
    enableDnsSupport: true,
    enableDnsHostnames: isDefault,
  }
  network.vpcs.set(vpc.VpcId, vpc)
  createRouteTable(network, owner, vpc, { isMain: true })
  createGroup(network, owner, {
    name: 'default',
    description: 'default VPC security group',
    vpcId: vpc.VpcId,
  })
  return vpc
}
