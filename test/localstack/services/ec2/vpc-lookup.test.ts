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
import { openTarget } from '../../../support/target.ts'

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

test('CloudFormation, by which CDK deploys, is not implemented', async () => {
  await using target = await openTarget()
  const response = await fetch(target.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20261128/us-east-1/cloudformation/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: 'Action=DescribeStacks&Version=2010-05-15',
  })
  assert.equal(response.status, 501)
  assert.match(await response.text(), /has no service 'cloudformation'/)
})
