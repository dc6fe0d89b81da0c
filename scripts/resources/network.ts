import { DescribeSubnetsCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2'
import type { Context } from '../release/context.ts'

export interface Network {
  vpc: string
  /** One public subnet in each zone. */
  subnets: string[]
}

/** Finds the account's default VPC, which is where the service runs. */
export async function findNetwork({ aws }: Context): Promise<Network> {
  const { Vpcs = [] } = await aws.ec2.send(
    new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }),
  )
  const vpc = Vpcs[0]?.VpcId
  if (!vpc)
    throw new Error(
      `there is no default VPC in ${await aws.ec2.config.region()}: make one by \`aws ec2 create-default-vpc\``,
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
      `the default VPC ${vpc} has ${Subnets.length} default subnets, and a load balancer needs two in different zones: make one by \`aws ec2 create-default-subnet\``,
    )
  return { vpc, subnets: Subnets.map(({ SubnetId }) => SubnetId!).toSorted() }
}
