import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreateLoadBalancerCommand,
  DeleteLoadBalancerCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingV2Client,
  ModifyLoadBalancerAttributesCommand,
  SetSecurityGroupsCommand,
  SetSubnetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import {
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeNetworkInterfacesCommand,
  EC2Client,
} from '@aws-sdk/client-ec2'
import { defaultNetwork } from '../../../support/balancer.ts'
import { openTarget, type Target, unique } from '../../../support/target.ts'

async function open(target: Target) {
  const elb = new ElasticLoadBalancingV2Client(target.config)
  const ec2 = new EC2Client(target.config)
  const network = await defaultNetwork(target)
  const create = async (Name: string, Subnets = network.subnetIds, more = {}) =>
    (await elb.send(new CreateLoadBalancerCommand({ Name, Subnets, ...more }))).LoadBalancers![0]!
  return { elb, ec2, create, ...network }
}

test('a balancer is provisioning at first, active when looked at, and has an interface in each subnet', async () => {
  await using target = await openTarget()
  const { elb, ec2, create, subnetIds } = await open(target)
  const name = unique('web')
  const made = await create(name)
  assert.equal(made.State!.Code, 'provisioning')
  assert.equal(made.DNSName, `${name}.elb.localhost.localstack.cloud`)
  assert.match(
    made.LoadBalancerArn!,
    new RegExp(
      `^arn:aws:elasticloadbalancing:us-east-1:\\d{12}:loadbalancer/app/${name}/[0-9a-f]{16}$`,
    ),
  )
  const { LoadBalancers } = await elb.send(new DescribeLoadBalancersCommand({ Names: [name] }))
  assert.equal(LoadBalancers![0]!.State!.Code, 'active')
  const interfaces = async () =>
    (
      await ec2.send(
        new DescribeNetworkInterfacesCommand({
          Filters: [{ Name: 'description', Values: [`ELB app/${name}/*`] }],
        }),
      )
    ).NetworkInterfaces!
  assert.deepEqual(
    (await interfaces()).map(({ SubnetId }) => SubnetId),
    subnetIds,
  )
  const { LoadBalancerArn } = made
  await elb.send(new SetSubnetsCommand({ LoadBalancerArn, Subnets: subnetIds.slice(1) }))
  assert.equal((await interfaces()).length, subnetIds.length - 1)
  await elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }))
  assert.equal((await interfaces()).length, 0)
  await elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }))
  await assert.rejects(elb.send(new DescribeLoadBalancersCommand({ Names: [name] })), {
    name: 'LoadBalancerNotFoundException',
    message: `Load balancers '[${name}]' not found`,
  })
})

test('the same call again gives the same balancer, another one with its name is refused', async () => {
  await using target = await openTarget()
  const { create, subnetIds } = await open(target)
  const name = unique('web')
  const first = await create(name)
  assert.equal((await create(name)).LoadBalancerArn, first.LoadBalancerArn)
  await assert.rejects(create(name, subnetIds.slice(0, 2)), {
    name: 'DuplicateLoadBalancerNameException',
    message: `A load balancer with the same name '${name}' exists, but with different settings`,
  })
})

test('a balancer needs two zones and takes one subnet in each', async () => {
  await using target = await openTarget()
  const { ec2, create, subnetIds } = await open(target)
  await assert.rejects(create(unique('web'), subnetIds.slice(0, 1)), {
    name: 'ValidationError',
    message: 'At least two subnets in two different Availability Zones must be specified',
  })
  await assert.rejects(create(unique('web'), ['subnet-0', subnetIds[0]!]), {
    name: 'SubnetNotFoundException',
    message: "The subnet ID 'subnet-0' does not exist",
  })
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.3.0.0/16' }))
  const subnet = async (CidrBlock: string, AvailabilityZone: string) =>
    (await ec2.send(new CreateSubnetCommand({ VpcId: Vpc!.VpcId!, CidrBlock, AvailabilityZone })))
      .Subnet!.SubnetId!
  const a1 = await subnet('10.3.1.0/24', 'us-east-1a')
  const a2 = await subnet('10.3.2.0/24', 'us-east-1a')
  const b = await subnet('10.3.3.0/24', 'us-east-1b')
  await assert.rejects(create(unique('web'), [a1, a2, b], { Scheme: 'internal' }), {
    name: 'InvalidConfigurationRequestException',
    message: 'A load balancer cannot be attached to multiple subnets in the same Availability Zone',
  })
  await assert.rejects(create(unique('web'), [a1, b]), {
    name: 'InvalidSubnetException',
    message: `VPC ${Vpc!.VpcId} has no internet gateway`,
  })
  const small = await subnet('10.3.4.0/28', 'us-east-1c')
  await create(unique('net'), [small], { Type: 'network', Scheme: 'internal' })
  await create(unique('web'), [a1, small], { Scheme: 'internal' })
  await create(unique('web'), [a1, small], { Scheme: 'internal' })
  await create(unique('web'), [a1, small], { Scheme: 'internal' })
  await assert.rejects(create(unique('web'), [a1, small], { Scheme: 'internal' }), {
    name: 'InvalidSubnetException',
    message: `Not enough IP space available in ${small}. ELB requires at least 8 free IP addresses in each subnet.`,
  })
  await assert.rejects(create(unique('web'), [a1, subnetIds[1]!]), {
    name: 'InvalidSubnetException',
    message: 'All subnets must belong to the same VPC',
  })
  await create(unique('web'), [a1, b], { Scheme: 'internal' })
})

test('names follow ELB’s rules', async () => {
  await using target = await openTarget()
  const { create } = await open(target)
  const refused: [string, string][] = [
    [
      'a_b',
      "The load balancer name 'a_b' can only contain characters that are alphanumeric characters and hyphens(-)",
    ],
    ['-ab', "The load balancer name '-ab' cannot begin or end with '-'"],
    ['internal-a', "The load balancer name 'internal-a' cannot begin with 'internal-'"],
    [
      'a'.repeat(33),
      `The load balancer name '${'a'.repeat(33)}' cannot be longer than '32' characters`,
    ],
  ]
  for (const [name, message] of refused)
    await assert.rejects(create(name), { name: 'ValidationError', message })
})

test('security groups must be there and in the VPC', async () => {
  await using target = await openTarget()
  const { elb, ec2, create, vpcId, subnetIds } = await open(target)
  await assert.rejects(create(unique('web'), undefined, { SecurityGroups: ['web'] }), {
    name: 'ValidationError',
    message: "Security group 'web' is not valid",
  })
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.4.0.0/16' }))
  const groupIn = async (VpcId: string) =>
    (
      await ec2.send(
        new CreateSecurityGroupCommand({ GroupName: unique('g'), Description: 'test', VpcId }),
      )
    ).GroupId!
  const foreign = await groupIn(Vpc!.VpcId!)
  await assert.rejects(create(unique('web'), undefined, { SecurityGroups: [foreign] }), {
    name: 'InvalidConfigurationRequestException',
    message: `Security group "${foreign}" does not belong to VPC "${vpcId}"`,
  })
  const { LoadBalancerArn } = await create(unique('web'))
  const own = await groupIn(vpcId)
  await elb.send(new SetSecurityGroupsCommand({ LoadBalancerArn, SecurityGroups: [own] }))
  const { NetworkInterfaces } = await ec2.send(
    new DescribeNetworkInterfacesCommand({ Filters: [{ Name: 'group-id', Values: [own] }] }),
  )
  assert.equal(NetworkInterfaces!.length, subnetIds.length)
})

test('attributes have AWS’s defaults, are checked, and protect from deletion', async () => {
  await using target = await openTarget()
  const { elb, create } = await open(target)
  const { LoadBalancerArn } = await create(unique('web'))
  const set = (Key: string, Value: string) =>
    elb.send(
      new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn, Attributes: [{ Key, Value }] }),
    )
  const { Attributes } = await elb.send(
    new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }),
  )
  const defaults = Object.fromEntries(Attributes!.map(({ Key, Value }) => [Key, Value]))
  assert.equal(defaults['idle_timeout.timeout_seconds'], '60')
  assert.equal(defaults['routing.http.xff_header_processing.mode'], 'append')
  await assert.rejects(set('idle_timeout', '5'), {
    name: 'ValidationError',
    message: "Load balancer attribute key 'idle_timeout' is not recognized",
  })
  await assert.rejects(set('idle_timeout.timeout_seconds', '4001'), { name: 'ValidationError' })
  await set('deletion_protection.enabled', 'true')
  await assert.rejects(elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn })), {
    name: 'OperationNotPermittedException',
    message: `Load balancer '${LoadBalancerArn}' cannot be deleted because deletion protection is enabled`,
  })
  await set('deletion_protection.enabled', 'false')
  await elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }))
})

test('a description asks for one thing, and its marker is one it was given', async () => {
  await using target = await openTarget()
  const { elb, create } = await open(target)
  const name = unique('web')
  const { LoadBalancerArn } = await create(name)
  const describe = (query: object) => elb.send(new DescribeLoadBalancersCommand(query))
  await assert.rejects(describe({ Names: [name], LoadBalancerArns: [LoadBalancerArn] }), {
    name: 'ValidationError',
    message: 'Load balancer names and load balancer ARNs cannot be specified at the same time',
  })
  await assert.rejects(describe({ Marker: 'x' }), {
    name: 'ValidationError',
    message: "The marker 'x' is not valid",
  })
})
