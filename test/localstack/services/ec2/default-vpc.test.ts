import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreateDefaultSubnetCommand,
  CreateDefaultVpcCommand,
  DeleteSubnetCommand,
  DescribeAvailabilityZonesCommand,
  DescribeInternetGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2'
import { asNewAccount, openTarget } from '../../../support/target.ts'

test('a fresh account has a default VPC with a subnet in each zone', async () => {
  await using target = await openTarget()
  const ec2 = new EC2Client(asNewAccount(target).config)
  const { Vpcs = [] } = await ec2.send(
    new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }),
  )
  assert.equal(Vpcs.length, 1)
  assert.equal(Vpcs[0]!.CidrBlock, '172.31.0.0/16')
  assert.match(Vpcs[0]!.VpcId!, /^vpc-0[0-9a-f]{16}$/)

  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}))
  assert.deepEqual(
    Subnets.map((subnet) => [
      subnet.AvailabilityZone,
      subnet.AvailabilityZoneId,
      subnet.CidrBlock,
      subnet.DefaultForAz,
      subnet.MapPublicIpOnLaunch,
      subnet.AvailableIpAddressCount,
    ]),
    [
      ['us-east-1a', 'use1-az1', '172.31.0.0/20', true, true, 4091],
      ['us-east-1b', 'use1-az2', '172.31.16.0/20', true, true, 4091],
      ['us-east-1c', 'use1-az3', '172.31.32.0/20', true, true, 4091],
      ['us-east-1d', 'use1-az4', '172.31.48.0/20', true, true, 4091],
      ['us-east-1e', 'use1-az5', '172.31.64.0/20', true, true, 4091],
      ['us-east-1f', 'use1-az6', '172.31.80.0/20', true, true, 4091],
    ],
  )
})

test('its main route table leads to an internet gateway', async () => {
  await using target = await openTarget()
  const ec2 = new EC2Client(asNewAccount(target).config)
  const { RouteTables = [] } = await ec2.send(
    new DescribeRouteTablesCommand({ Filters: [{ Name: 'association.main', Values: ['true'] }] }),
  )
  const { InternetGateways = [] } = await ec2.send(new DescribeInternetGatewaysCommand({}))
  const [local, out] = RouteTables[0]!.Routes!
  assert.equal(local!.GatewayId, 'local')
  assert.equal(out!.DestinationCidrBlock, '0.0.0.0/0')
  assert.equal(out!.GatewayId, InternetGateways[0]!.InternetGatewayId)
  assert.equal(InternetGateways[0]!.Attachments![0]!.VpcId, RouteTables[0]!.VpcId)
})

test('its default security group lets its own members in and everything out', async () => {
  await using target = await openTarget()
  const ec2 = new EC2Client(asNewAccount(target).config)
  const { SecurityGroups = [] } = await ec2.send(
    new DescribeSecurityGroupsCommand({ GroupNames: ['default'] }),
  )
  const [group] = SecurityGroups
  assert.equal(group!.Description, 'default VPC security group')
  assert.deepEqual(
    group!.IpPermissions!.map(({ IpProtocol, UserIdGroupPairs }) => [
      IpProtocol,
      UserIdGroupPairs![0]!.GroupId,
    ]),
    [['-1', group!.GroupId]],
  )
  assert.deepEqual(
    group!.IpPermissionsEgress!.map(({ IpProtocol, IpRanges }) => [
      IpProtocol,
      IpRanges![0]!.CidrIp,
    ]),
    [['-1', '0.0.0.0/0']],
  )
})

test('accounts and regions are apart', async () => {
  await using target = await openTarget()
  const vpcOf = async (client: EC2Client) =>
    (await client.send(new DescribeVpcsCommand({}))).Vpcs![0]!.VpcId
  const ids = await Promise.all([
    vpcOf(new EC2Client(target.config)),
    vpcOf(new EC2Client({ ...target.config, region: 'eu-central-1' })),
    vpcOf(new EC2Client(asNewAccount(target).config)),
  ])
  assert.equal(new Set(ids).size, 3)
  const zones = await new EC2Client({ ...target.config, region: 'ap-southeast-2' }).send(
    new DescribeAvailabilityZonesCommand({}),
  )
  assert.equal(zones.AvailabilityZones![0]!.ZoneId, 'apse2-az1')
})

test('there is one default VPC only', async () => {
  await using target = await openTarget()
  await assert.rejects(new EC2Client(target.config).send(new CreateDefaultVpcCommand({})), {
    name: 'DefaultVpcAlreadyExists',
    message: 'A Default VPC already exists for this account in this region.',
  })
})

test('a default subnet that was deleted is made again', async () => {
  await using target = await openTarget()
  const ec2 = new EC2Client(asNewAccount(target).config)
  const create = () => ec2.send(new CreateDefaultSubnetCommand({ AvailabilityZone: 'us-east-1b' }))
  const Filters = [{ Name: 'availability-zone', Values: ['us-east-1b'] }]
  const { Subnets } = await ec2.send(new DescribeSubnetsCommand({ Filters }))
  const { SubnetId, CidrBlock } = Subnets![0]!
  await assert.rejects(create(), {
    name: 'DefaultSubnetAlreadyExistsInAvailabilityZone',
    message: `'${SubnetId}' is already the default subnet in us-east-1b.`,
  })
  await ec2.send(new DeleteSubnetCommand({ SubnetId }))
  const { Subnet } = await create()
  assert.deepEqual(
    [Subnet!.CidrBlock, Subnet!.DefaultForAz, Subnet!.MapPublicIpOnLaunch],
    [CidrBlock, true, true],
  )
})
