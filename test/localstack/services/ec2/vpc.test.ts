import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  DeleteSubnetCommand,
  DeleteTagsCommand,
  DeleteVpcCommand,
  DescribeSubnetsCommand,
  DescribeTagsCommand,
  DescribeVpcsCommand,
  EC2Client,
  ModifySubnetAttributeCommand,
} from '@aws-sdk/client-ec2'
import { openTarget, unique } from '../../../support/target.ts'

test('a VPC of one’s own is made, filled and removed in order', async () => {
  await using target = await openTarget()
  const ec2 = new EC2Client(target.config)
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.5.0/16' }))
  assert.equal(Vpc!.CidrBlock, '10.0.0.0/16')
  const VpcId = Vpc!.VpcId!
  const subnet = (CidrBlock: string, AvailabilityZone = 'us-east-1b') =>
    ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone }))
  const { Subnet } = await subnet('10.0.1.0/24')
  assert.equal(Subnet!.AvailableIpAddressCount, 251)
  const SubnetId = Subnet!.SubnetId!
  const publicOnLaunch = { SubnetId, MapPublicIpOnLaunch: { Value: true } }
  await ec2.send(new ModifySubnetAttributeCommand(publicOnLaunch))
  const { Subnets } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds: [SubnetId] }))
  assert.equal(Subnets![0]!.MapPublicIpOnLaunch, true)
  await assert.rejects(subnet('10.0.1.128/25'), {
    name: 'InvalidSubnet.Conflict',
    message: "The CIDR '10.0.1.128/25' conflicts with another subnet",
  })
  await assert.rejects(subnet('10.1.0.0/24'), {
    name: 'InvalidSubnet.Range',
    message: "The CIDR '10.1.0.0/24' is invalid.",
  })
  await assert.rejects(subnet('10.0.2.0/24', 'us-east-1z'), {
    name: 'InvalidParameterValue',
    message:
      'Value (us-east-1z) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1e, us-east-1f.',
  })
  await assert.rejects(ec2.send(new DeleteVpcCommand({ VpcId })), {
    name: 'DependencyViolation',
    message: `The vpc '${VpcId}' has dependencies and cannot be deleted.`,
  })
  await ec2.send(new DeleteSubnetCommand({ SubnetId }))
  await ec2.send(new DeleteVpcCommand({ VpcId }))
  await assert.rejects(ec2.send(new DeleteVpcCommand({ VpcId })), {
    name: 'InvalidVpcID.NotFound',
    message: `The vpc ID '${VpcId}' does not exist`,
  })
})

test('a VPC has between 16 and 65,536 addresses, none of them reserved', async () => {
  await using target = await openTarget()
  const ec2 = new EC2Client(target.config)
  const reserved = ['0.0.0.0/16', '127.0.0.0/16', '169.254.0.0/16', '224.0.0.0/16', '240.0.0.0/28']
  for (const CidrBlock of ['10.0.0.0/15', '10.0.0.0/29', ...reserved])
    await assert.rejects(ec2.send(new CreateVpcCommand({ CidrBlock })), {
      name: 'InvalidVpc.Range',
      message: `The CIDR '${CidrBlock}' is invalid.`,
    })
  await assert.rejects(ec2.send(new CreateVpcCommand({ CidrBlock: '010.0.0.0/16' })), {
    name: 'InvalidParameterValue',
    message:
      'Value (010.0.0.0/16) for parameter cidrBlock is invalid. This is not a valid CIDR block.',
  })
})

test('a subnet for IPv6 alone has an IPv6 block and no other, and IPv6 is not implemented', async () => {
  await using target = await openTarget()
  const ec2 = new EC2Client(target.config)
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.8.0.0/16' }))
  const VpcId = Vpc!.VpcId!
  const CidrBlock = '10.8.0.0/24'
  const Ipv6CidrBlock = '2001:db8::/64'
  const create = (input: object) =>
    ec2.send(new CreateSubnetCommand({ VpcId, Ipv6Native: true, ...input }))
  const missing = {
    name: 'MissingParameter',
    message: "Either 'ipv6CidrBlock' or 'ipv6IpamPoolId' should be provided.",
  }
  await assert.rejects(create({}), missing)
  await assert.rejects(create({ CidrBlock }), missing)
  await assert.rejects(create({ CidrBlock, Ipv6CidrBlock }), {
    name: 'InvalidParameterCombination',
    message:
      'When specifying ipv4 parameters, cidrBlock or ipv4IpamPoolId, you cannot set ipv6Native to true.',
  })
  for (const Ipv6Native of [true, false])
    await assert.rejects(
      create({ Ipv6Native, Ipv6CidrBlock, ...(!Ipv6Native && { CidrBlock }) }),
      /does not implement the member Ipv6CidrBlock/,
    )
  await ec2.send(new DeleteVpcCommand({ VpcId }))
})

test('tags are set, filtered by and removed', async () => {
  await using target = await openTarget()
  const ec2 = new EC2Client(target.config)
  const { Subnets } = await ec2.send(new DescribeSubnetsCommand({}))
  const id = Subnets![1]!.SubnetId!
  const tags = [
    { Key: 'Name', Value: 'web-1' },
    { Key: 'tier', Value: 'front' },
  ]
  await ec2.send(new CreateTagsCommand({ Resources: [id], Tags: tags }))
  const tagged = await ec2.send(
    new DescribeSubnetsCommand({ Filters: [{ Name: 'tag:Name', Values: ['web-?', 'api-*'] }] }),
  )
  assert.deepEqual(
    tagged.Subnets!.map(({ SubnetId, Tags }) => [SubnetId, Tags]),
    [[id, tags]],
  )
  await ec2.send(new DeleteTagsCommand({ Resources: [id], Tags: [{ Key: 'tier' }] }))
  const { Tags } = await ec2.send(
    new DescribeTagsCommand({ Filters: [{ Name: 'resource-id', Values: [id] }] }),
  )
  assert.deepEqual(Tags, [{ Key: 'Name', Value: 'web-1', ResourceId: id, ResourceType: 'subnet' }])
  await assert.rejects(ec2.send(new CreateTagsCommand({ Resources: ['vpc-1'], Tags: tags })), {
    name: 'InvalidID',
    message: "The ID 'vpc-1' is not valid",
  })
})

test('filters with many wildcards are answered at once, and an escaped wildcard means itself', async () => {
  await using target = await openTarget()
  const ec2 = new EC2Client(target.config)
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.7.0.0/16' }))
  const tag = { Key: unique('key'), Value: `${'a'.repeat(200)}*?` }
  await ec2.send(new CreateTagsCommand({ Resources: [Vpc!.VpcId!], Tags: [tag] }))
  const found = async (value: string) => {
    const Filters = [{ Name: `tag:${tag.Key}`, Values: [value] }]
    return (await ec2.send(new DescribeVpcsCommand({ Filters }))).Vpcs!.length
  }
  assert.equal(await found(`${'*'.repeat(30)}z`), 0)
  assert.equal(await found(`${'*a'.repeat(50)}z`), 0)
  assert.equal(await found('a*a\\*\\?'), 1)
  assert.equal(await found('a*a\\*\\*'), 0)
  assert.equal(await found('a*a??'), 1)
  await ec2.send(new DeleteVpcCommand({ VpcId: Vpc!.VpcId }))
})

test('a resource has at most 50 tags, and is answered once however often it is asked for', async () => {
  await using target = await openTarget()
  const ec2 = new EC2Client(target.config)
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.7.0.0/16' }))
  const VpcId = Vpc!.VpcId!
  const tag = (count: number, from = 0, Value = 'v') =>
    ec2.send(
      new CreateTagsCommand({
        Resources: [VpcId, VpcId],
        Tags: Array.from({ length: count }, (_, n) => ({ Key: `k${from + n}`, Value })),
      }),
    )
  await tag(50)
  await tag(50, 0, 'w')
  await assert.rejects(tag(1, 50), {
    name: 'TagLimitExceeded',
    message: 'The maximum number of Tags for a resource has been reached.',
  })
  await assert.rejects(tag(1, 0, 'v'.repeat(257)), { name: 'InvalidParameterValue' })
  const { Vpcs } = await ec2.send(new DescribeVpcsCommand({ VpcIds: [VpcId, VpcId] }))
  assert.deepEqual(
    Vpcs!.map(({ Tags }) => Tags!.map(({ Value }) => Value)),
    [Array.from({ length: 50 }, () => 'w')],
  )
  await ec2.send(new DeleteVpcCommand({ VpcId }))
})

test('lists come in pages', async () => {
  await using target = await openTarget()
  const ec2 = new EC2Client(target.config)
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }))
  const VpcId = Vpc!.VpcId!
  for (const third of [1, 2, 3, 4, 5, 6])
    await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: `10.9.${third}.0/24` }))
  const Filters = [{ Name: 'vpc-id', Values: [VpcId] }]
  const first = await ec2.send(new DescribeSubnetsCommand({ Filters, MaxResults: 5 }))
  assert.equal(first.Subnets!.length, 5)
  const { NextToken } = first
  const second = await ec2.send(new DescribeSubnetsCommand({ Filters, MaxResults: 5, NextToken }))
  assert.deepEqual(
    second.Subnets!.map(({ CidrBlock }) => CidrBlock),
    ['10.9.6.0/24'],
  )
  assert.equal(second.NextToken, undefined)
})
