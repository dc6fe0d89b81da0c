import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  DescribeAvailabilityZonesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointServicesCommand,
  DescribeVpcsCommand,
  DescribeVpnGatewaysCommand,
  EC2Client,
} from '@aws-sdk/client-ec2'
import { openVpc } from '../../../support/own-vpc.ts'
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { openTarget, type Target } from '../../../support/target.ts'

const filter = (Name: string, Value: string) => ({ Name, Values: [Value] })

/** The calls of aws/aws-cdk-cli: `packages/@aws-cdk/toolkit-lib/lib/context-providers/vpcs.ts`. */
test('CDK’s Vpc.fromLookup finds a VPC with its subnets, their routes and no VPN gateway', async () => {
  await using target = await openTarget()
  await using vpc = await openVpc(target)
  const ec2 = new EC2Client(target.config)
  const { Vpcs } = await ec2.send(
    new DescribeVpcsCommand({ Filters: [filter('vpc-id', vpc.vpcId)] }),
  )
  assert.deepEqual(
    Vpcs!.map(({ CidrBlock, OwnerId }) => [CidrBlock, /^\d{12}$/.test(OwnerId!)]),
    [['10.30.0.0/16', true]],
  )
  const Filters = [filter('vpc-id', vpc.vpcId)]
  const { Subnets } = await ec2.send(new DescribeSubnetsCommand({ Filters }))
  const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({ Filters }))
  const isPublic = (subnetId: string | undefined) =>
    RouteTables!
      .find(({ Associations }) => Associations!.some(({ SubnetId }) => SubnetId === subnetId))!
      .Routes!.some(({ GatewayId }) => GatewayId?.startsWith('igw-'))
  assert.deepEqual(
    Subnets!.map(({ SubnetId, AvailabilityZone }) => [AvailabilityZone, isPublic(SubnetId)]),
    [
      ['us-east-1a', true],
      ['us-east-1b', true],
      ['us-east-1a', false],
      ['us-east-1b', false],
    ],
  )
  const { VpnGateways } = await ec2.send(
    new DescribeVpnGatewaysCommand({
      Filters: [
        filter('attachment.vpc-id', vpc.vpcId),
        filter('attachment.state', 'attached'),
        filter('state', 'available'),
      ],
    }),
  )
  assert.deepEqual(VpnGateways, [])
})

test('CDK’s other lookups find zones, security groups and the zones of an endpoint service', async () => {
  await using target = await openTarget()
  const ec2 = new EC2Client(target.config)
  const { AvailabilityZones } = await ec2.send(new DescribeAvailabilityZonesCommand({}))
  const available = AvailabilityZones!.filter(({ State }) => State === 'available')
  const names = available.map(({ ZoneName }) => ZoneName)
  assert.deepEqual(
    names,
    [...'abcdef'].map((letter) => `us-east-1${letter}`),
  )
  const { ServiceDetails } = await ec2.send(
    new DescribeVpcEndpointServicesCommand({ ServiceNames: ['com.amazonaws.us-east-1.ssm'] }),
  )
  assert.deepEqual(ServiceDetails![0]!.AvailabilityZones, names)
  const { SecurityGroups } = await ec2.send(
    new DescribeSecurityGroupsCommand({ Filters: [filter('group-name', 'default')] }),
  )
  assert.ok(SecurityGroups!.every(({ IpPermissionsEgress }) => IpPermissionsEgress!.length > 0))
})

/**
 * Recorded from aws-cdk 2.1148.1 with aws-cdk-lib 2.276.0: `cdk synth` of a stack with `Vpc.fromLookup({ isDefault:
 * true })` and an ApplicationLoadBalancedFargateService, in an account that is not bootstrapped.
 */
test('cdk synth finds the default VPC with the caller’s own credentials', async () => {
  await using target = await openTarget()
  const lookupRole = new AssumeRoleCommand({
    RoleArn: 'arn:aws:iam::000000000000:role/cdk-hnb659fds-lookup-role-000000000000-us-east-1',
    RoleSessionName: 'aws-cdk-root',
  })
  await assert.rejects(new STSClient(target.config).send(lookupRole), { name: 'AccessDenied' })
  const ec2 = new EC2Client(target.config)
  const { Vpcs } = await ec2.send(
    new DescribeVpcsCommand({ Filters: [filter('isDefault', 'true')] }),
  )
  assert.equal(Vpcs!.length, 1)
  const { VpcId = '', CidrBlock, OwnerId } = Vpcs![0]!
  assert.deepEqual([CidrBlock, OwnerId], ['172.31.0.0/16', '000000000000'])
  const Filters = [filter('vpc-id', VpcId)]
  const { Subnets } = await ec2.send(new DescribeSubnetsCommand({ Filters }))
  assert.ok(Subnets!.every(({ MapPublicIpOnLaunch }) => MapPublicIpOnLaunch))
  const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({ Filters }))
  const [main] = RouteTables!
  assert.equal(main!.Associations![0]!.Main, true)
  assert.ok(main!.Routes!.some(({ GatewayId }) => GatewayId?.startsWith('igw-')))
  const { VpnGateways } = await ec2.send(
    new DescribeVpnGatewaysCommand({
      Filters: [
        filter('attachment.vpc-id', VpcId),
        filter('attachment.state', 'attached'),
        filter('state', 'available'),
      ],
    }),
  )
  assert.deepEqual(VpnGateways, [])
})

/** Recorded from the same versions. `cdk deploy` then asks for a bootstrap, and `cdk bootstrap` prints the sentence. */
test('cdk deploy finds no bootstrap, and cdk bootstrap gets a sentence about CloudFormation', async () => {
  await using target = await openTarget()
  const version = new GetParameterCommand({
    Name: '/cdk-bootstrap/hnb659fds/version',
    WithDecryption: true,
  })
  await assert.rejects(new SSMClient(target.config).send(version), { name: 'ParameterNotFound' })
  const { Account } = await new STSClient(target.config).send(new GetCallerIdentityCommand())
  assert.equal(Account, '000000000000')
  const { status, message } = await describeStack(target, 'CDKToolkit')
  assert.equal(status, 501)
  assert.equal(
    message,
    "The embedded emulator has no service 'cloudformation'. See docs/coverage.md for what it has.",
  )
})

async function describeStack({ url }: Target, name: string) {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20261128/us-east-1/cloudformation/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: `Action=DescribeStacks&Version=2010-05-15&StackName=${name}`,
  })
  return {
    status: response.status,
    message: /<Message>(.+?)<\/Message>/.exec(await response.text())?.[1],
  }
}
