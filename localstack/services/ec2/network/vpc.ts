import type { Tag, Tenancy } from '@aws-sdk/client-ec2'
import { newResourceId } from '../id.ts'
import type { VpcRecord, Network, Owner } from '../records.ts'
import { createNetworkAcl } from './network-acl.ts'
import { createRouteTable, localRoute } from './route-table.ts'
import { createGroup } from './security-group.ts'

/** Makes a VPC with what AWS gives each: a main route table and a default security group. */
export function createVpc(
  network: Network,
  owner: Owner,
  {
    cidrBlock,
    isDefault = false,
    instanceTenancy = 'default',
    tags = [],
  }: {
    cidrBlock: string
    isDefault?: boolean | undefined
    instanceTenancy?: Tenancy | undefined
    tags?: Tag[] | undefined
  },
): VpcRecord {
  const vpc: VpcRecord = {
    VpcId: newResourceId('vpc'),
    OwnerId: owner.account,
    CidrBlock: cidrBlock,
    CidrBlockAssociationSet: [associationOf(cidrBlock)],
    DhcpOptionsId: 'default',
    InstanceTenancy: instanceTenancy,
    Ipv6CidrBlockAssociationSet: [],
    IsDefault: isDefault,
    State: 'available',
    Tags: tags,
    enableDnsSupport: true,
    enableDnsHostnames: isDefault,
    enableNetworkAddressUsageMetrics: false,
  }
  network.vpcs.set(vpc.VpcId, vpc)
  createRouteTable(network, owner, vpc, { isMain: true })
  createNetworkAcl(network, owner, { vpcId: vpc.VpcId, isDefault: true })
  createGroup(network, owner, {
    name: 'default',
    description: 'default VPC security group',
    vpcId: vpc.VpcId,
  })
  return vpc
}

const associationOf = (cidrBlock: string) => ({
  AssociationId: newResourceId('vpc-cidr-assoc'),
  CidrBlock: cidrBlock,
  CidrBlockState: { State: 'associated' as const },
})

/** Adds a block to a VPC, and its local route to the VPC's route tables. */
export function addCidrBlock({ routeTables }: Network, vpc: VpcRecord, cidrBlock: string) {
  const association = associationOf(cidrBlock)
  vpc.CidrBlockAssociationSet.push(association)
  for (const table of routeTables.values())
    if (table.VpcId === vpc.VpcId) table.Routes.push(localRoute(cidrBlock))
  return association
}

/** Takes a block away from a VPC, with its local routes. */
export function removeCidrBlock({ routeTables }: Network, vpc: VpcRecord, cidrBlock: string): void {
  vpc.CidrBlockAssociationSet = vpc.CidrBlockAssociationSet.filter(
    ({ CidrBlock }) => CidrBlock !== cidrBlock,
  )
  for (const table of routeTables.values())
    if (table.VpcId === vpc.VpcId)
      table.Routes = table.Routes.filter(
        ({ GatewayId, DestinationCidrBlock }) =>
          GatewayId !== 'local' || DestinationCidrBlock !== cidrBlock,
      )
}
