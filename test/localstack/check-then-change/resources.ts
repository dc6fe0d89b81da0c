import type { World } from './world.ts'

const trust = (Service: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
  })

export async function ensureRole(
  { run }: World,
  RoleName: string,
  service = 'ecs-tasks.amazonaws.com',
): Promise<string> {
  const { Role } = await run<{ Role: { Arn: string } }>('iam', 'CreateRole', {
    RoleName,
    AssumeRolePolicyDocument: trust(service),
  })
  return Role.Arn
}

/** The default VPC. */
export async function networkOf({ run }: World): Promise<{ vpc: string; subnets: string[] }> {
  const { Subnets } = await run<{ Subnets: { VpcId: string; SubnetId: string }[] }>(
    'ec2',
    'DescribeSubnets',
    { Filters: [{ Name: 'default-for-az', Values: ['true'] }] },
  )
  return { vpc: Subnets[0]!.VpcId, subnets: Subnets.map(({ SubnetId }) => SubnetId) }
}
