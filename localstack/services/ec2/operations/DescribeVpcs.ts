import type { DescribeVpcsCommandInput, DescribeVpcsCommandOutput } from '@aws-sdk/client-ec2'
import { type Operation, readOnly } from '../../service.ts'
import { describe, type Filters, none } from '../describe.ts'
import { networkOf } from '../state.ts'
import { vpcNotFound } from '../vpc.ts'
import type { VpcRecord } from '../records.ts'

export const DescribeVpcs: Operation<DescribeVpcsCommandInput, DescribeVpcsCommandOutput> =
  readOnly(({ VpcIds: ids, ...query }, call) => {
    const { page, NextToken } = describe(
      networkOf(call).vpcs,
      { ids, ...query },
      { filters, notFound: vpcNotFound, tags: ({ Tags }) => Tags },
    )
    return { Vpcs: page, NextToken }
  })

const isDefault = ({ IsDefault }: VpcRecord) => [IsDefault]

const filters: Filters<VpcRecord> = {
  'vpc-id': ({ VpcId }) => [VpcId],
  'is-default': isDefault,
  isDefault,
  cidr: ({ CidrBlock }) => [CidrBlock],
  'cidr-block-association.cidr-block': ({ CidrBlockAssociationSet: set }) =>
    set.map(({ CidrBlock }) => CidrBlock),
  'cidr-block-association.association-id': ({ CidrBlockAssociationSet: set }) =>
    set.map(({ AssociationId }) => AssociationId),
  'cidr-block-association.state': ({ CidrBlockAssociationSet: set }) =>
    set.map(({ CidrBlockState }) => CidrBlockState.State),
  'ipv6-cidr-block-association.association-id': none,
  'ipv6-cidr-block-association.ipv6-cidr-block': none,
  'ipv6-cidr-block-association.ipv6-pool': none,
  'ipv6-cidr-block-association.state': none,
  state: ({ State }) => [State],
  'owner-id': ({ OwnerId }) => [OwnerId],
  'dhcp-options-id': ({ DhcpOptionsId }) => [DhcpOptionsId],
}
