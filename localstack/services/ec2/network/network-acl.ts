import type { NetworkAclEntry, Tag } from '@aws-sdk/client-ec2'
import { newResourceId } from '../id.ts'
import type { Network, NetworkAclRecord, Owner } from '../records.ts'

/** The last rule of every ACL, which denies what no other rule has decided; its number is shown as `*`. */
const last = 32767

const everything = { CidrBlock: '0.0.0.0/0', Protocol: '-1' }

const entries = (RuleNumber: number, RuleAction: 'allow' | 'deny'): NetworkAclEntry[] =>
  [true, false].map((Egress) => ({ ...everything, Egress, RuleAction, RuleNumber }))

/** Makes a network ACL of a VPC; the default one allows everything, another one nothing. */
export function createNetworkAcl(
  network: Network,
  owner: Owner,
  {
    vpcId,
    isDefault = false,
    tags = [],
  }: { vpcId: string; isDefault?: boolean | undefined; tags?: Tag[] | undefined },
): NetworkAclRecord {
  const id = newResourceId('acl')
  network.networkAcls.set(id, {
    NetworkAclId: id,
    VpcId: vpcId,
    OwnerId: owner.account,
    IsDefault: isDefault,
    Associations: [],
    Entries: [...(isDefault ? entries(100, 'allow') : []), ...entries(last, 'deny')],
    Tags: tags,
  })
  return network.networkAcls.get(id)!
}

/** The ACL of subnets that are given no other. */
export const defaultNetworkAcl = (network: Network, vpcId: string): NetworkAclRecord =>
  network.networkAcls.values().find(({ VpcId, IsDefault }) => VpcId === vpcId && IsDefault)!

/** Associates a subnet, which has one ACL at all times, with an ACL. */
export function associateAcl({ NetworkAclId, Associations }: NetworkAclRecord, subnetId: string) {
  const NetworkAclAssociationId = newResourceId('aclassoc')
  Associations.push({ NetworkAclAssociationId, NetworkAclId, SubnetId: subnetId })
  return NetworkAclAssociationId
}

/** Takes a subnet's association away from the ACL that it has. */
export function dissociateAcl({ networkAcls }: Network, subnetId: string): void {
  for (const acl of networkAcls.values())
    if (acl.Associations.some(({ SubnetId }) => SubnetId === subnetId))
      acl.Associations = acl.Associations.filter(({ SubnetId }) => SubnetId !== subnetId)
}
