import type { DescribeVpcsCommandInput, DescribeVpcsCommandOutput } from '@aws-sdk/client-ec2'
import { type Operation, readOnly } from '../../service.ts'
import { describe, type Filters } from '../describe.ts'
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
  'cidr-block-association.cidr-block': ({ CidrBlock }) => [CidrBlock],
  state: ({ State }) => [State],
  'owner-id': ({ OwnerId }) => [OwnerId],
  'dhcp-options-id': ({ DhcpOptionsId }) => [DhcpOptionsId],
}
