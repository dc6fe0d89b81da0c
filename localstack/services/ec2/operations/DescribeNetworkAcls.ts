import type {
  DescribeNetworkAclsCommandInput,
  DescribeNetworkAclsCommandOutput,
} from '@aws-sdk/client-ec2'
import { type Operation, readOnly } from '../../service.ts'
import { describe, type Filters, none } from '../describe.ts'
import { networkAclNotFound } from '../network-acl.ts'
import { networkOf } from '../state.ts'
import type { NetworkAclRecord } from '../records.ts'

export const DescribeNetworkAcls: Operation<
  DescribeNetworkAclsCommandInput,
  DescribeNetworkAclsCommandOutput
> = readOnly(({ NetworkAclIds: ids, ...query }, call) => {
  const { page, NextToken } = describe(
    networkOf(call).networkAcls,
    { ids, ...query },
    { filters, notFound: networkAclNotFound, tags: ({ Tags }) => Tags },
  )
  return { NetworkAcls: page, NextToken }
})

const filters: Filters<NetworkAclRecord> = {
  'association.association-id': ({ Associations }) =>
    Associations.map(({ NetworkAclAssociationId }) => NetworkAclAssociationId),
  'association.network-acl-id': ({ Associations }) =>
    Associations.map(({ NetworkAclId }) => NetworkAclId),
  'association.subnet-id': ({ Associations }) => Associations.map(({ SubnetId }) => SubnetId),
  default: ({ IsDefault }) => [IsDefault],
  'entry.cidr': ({ Entries }) => Entries.map(({ CidrBlock }) => CidrBlock),
  'entry.egress': ({ Entries }) => Entries.map(({ Egress }) => Egress),
  'entry.icmp.code': ({ Entries }) => Entries.map(({ IcmpTypeCode }) => IcmpTypeCode?.Code),
  'entry.icmp.type': ({ Entries }) => Entries.map(({ IcmpTypeCode }) => IcmpTypeCode?.Type),
  'entry.ipv6-cidr': none,
  'entry.port-range.from': ({ Entries }) => Entries.map(({ PortRange }) => PortRange?.From),
  'entry.port-range.to': ({ Entries }) => Entries.map(({ PortRange }) => PortRange?.To),
  'entry.protocol': ({ Entries }) => Entries.map(({ Protocol }) => Protocol),
  'entry.rule-action': ({ Entries }) => Entries.map(({ RuleAction }) => RuleAction),
  'entry.rule-number': ({ Entries }) => Entries.map(({ RuleNumber }) => RuleNumber),
  'network-acl-id': ({ NetworkAclId }) => [NetworkAclId],
  'owner-id': ({ OwnerId }) => [OwnerId],
  'vpc-id': ({ VpcId }) => [VpcId],
}
