import type { Tag, Vpc as VpcRecord } from '@aws-sdk/client-ec2'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { newId } from './id.ts'
import { createRouteTable } from './route-table.ts'
import { createGroup } from './security-group.ts'
import { type Network, networkOf, type Owner } from './state.ts'

export interface Vpc extends VpcRecord {
  VpcId: string
  CidrBlock: string
  IsDefault: boolean
  Tags: Tag[]
  /** Whether AWS's own resolver answers in the VPC, and whether its names may be private there. */
  enableDnsSupport: boolean
  enableDnsHostnames: boolean
}

/** Makes a VPC with what AWS gives each: a main route table and a default security group. */
export function createVpc(
  network: Network,
  owner: Owner,
  {
    cidrBlock,
    isDefault = false,
    tags = [],
  }: { cidrBlock: string; isDefault?: boolean; tags?: Tag[] },
): Vpc {
  const vpc: Vpc = {
    VpcId: newId('vpc'),
    OwnerId: owner.account,
    CidrBlock: cidrBlock,
    CidrBlockAssociationSet: [
      {
        AssociationId: newId('vpc-cidr-assoc'),
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

/** The VPC that callers get who name none; undefined when the account has deleted it. */
export const defaultVpc = (scope: Scope): Vpc | undefined =>
  networkOf(scope)
    .vpcs.values()
    .find(({ IsDefault }) => IsDefault)

export const findVpc = (scope: Scope, id: string): Vpc | undefined => networkOf(scope).vpcs.get(id)

export const vpcNotFound = (id: string) =>
  awsError('InvalidVpcID.NotFound', `The vpc ID '${id}' does not exist`)

/** The VPC an operation names by its id, or an error in EC2's words. */
export function requireVpc(scope: Scope, id: string): Vpc {
  const vpc = findVpc(scope, id)
  if (!vpc) throw vpcNotFound(id)
  return vpc
}
