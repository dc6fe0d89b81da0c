import { DescribeSubnetsCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2'
import type { Context } from '../release/context.ts'

export interface Network {
  vpc: string
  /** One public subnet in each zone. */
  subnets: string[]
}

/** Finds the account's default VPC. */
export async function findNetwork({ aws }: Context): Promise<Network> {
  const { Vpcs = [] } = await aws.ec2.send(
    new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }),
  )
  const vpc = Vpcs[0]?.VpcId
  if (!vpc)
    throw new Error(
      `there is no default VPC in ${await aws.ec2.config.region()}: create one with \`aws ec2 create-default-vpc\``,
    )
  const { Subnets = [] } = await aws.ec2.send(
    new DescribeSubnetsCommand({
      Filters: [
        { Name: 'vpc-id', Values: [vpc] },
        { Name: 'default-for-az', Values: ['true'] },
      ],
    }),
  )
  if (Subnets.length < 2)
    throw new Error(
      `a load balancer needs two subnets in different zones, and the default VPC ${vpc} has ${Subnets.length}: create one with \`aws ec2 create-default-subnet\``,
    )
  return { vpc, subnets: Subnets.map(({ SubnetId }) => SubnetId!).toSorted() }
}
