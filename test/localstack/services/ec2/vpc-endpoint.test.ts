import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  type CreateVpcEndpointCommandInput,
  DeleteVpcEndpointsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcEndpointServicesCommand,
  EC2Client,
  ModifyVpcAttributeCommand,
} from '@aws-sdk/client-ec2'
import { defaultNetwork } from '../../../support/balancer.ts'
import { openTarget, type Target } from '../../../support/target.ts'

async function open(target: Target) {
  const ec2 = new EC2Client(target.config)
  const { vpcId: VpcId, subnetIds } = await defaultNetwork(target)
  const { RouteTables } = await ec2.send(
    new DescribeRouteTablesCommand({ Filters: [{ Name: 'vpc-id', Values: [VpcId] }] }),
  )
  const create = async (name: string, more: Partial<CreateVpcEndpointCommandInput>) => {
    const ServiceName = `com.amazonaws.us-east-1.${name}`
    const { VpcEndpoint } = await ec2.send(
      new CreateVpcEndpointCommand({ VpcId, ServiceName, ...more }),
    )
    return VpcEndpoint!
  }
  return { ec2, VpcId, subnetIds, RouteTableIds: [RouteTables![0]!.RouteTableId!], create }
}

test('an interface endpoint has an interface in each subnet, which goes with it', async () => {
  await using target = await openTarget()
  const { ec2, VpcId, subnetIds, create } = await open(target)
  const { VpcEndpointId, ...endpoint } = await create('ecr.api', {
    VpcEndpointType: 'Interface',
    SubnetIds: subnetIds,
  })
  assert.equal(endpoint.NetworkInterfaceIds!.length, 6)
  assert.equal(endpoint.PrivateDnsEnabled, true)
  const interfaces = async () => {
    const { NetworkInterfaces } = await ec2.send(
      new DescribeNetworkInterfacesCommand({
        Filters: [
          { Name: 'interface-type', Values: ['vpc_endpoint'] },
          { Name: 'vpc-id', Values: [VpcId] },
        ],
      }),
    )
    return NetworkInterfaces!.length
  }
  assert.equal(await interfaces(), 6)
  await assert.rejects(create('ecr.api', { VpcEndpointType: 'Interface', SubnetIds: subnetIds }), {
    name: 'InvalidParameter',
    message:
      /^private-dns-enabled cannot be set because there is already a conflicting DNS domain for api\.ecr\.us-east-1\.amazonaws\.com in the VPC vpc-/,
  })
  const { Unsuccessful } = await ec2.send(
    new DeleteVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpointId!, 'vpce-1'] }),
  )
  assert.deepEqual(Unsuccessful, [
    {
      ResourceId: 'vpce-1',
      Error: {
        Code: 'InvalidVpcEndpointId.NotFound',
        Message: "The Vpc Endpoint Id 'vpce-1' does not exist",
      },
    },
  ])
  assert.equal(await interfaces(), 0)
})

test('a gateway endpoint is a route, which goes with it', async () => {
  await using target = await openTarget()
  const { ec2, RouteTableIds, create } = await open(target)
  const { VpcEndpointId, VpcEndpointType } = await create('s3', { RouteTableIds })
  assert.equal(VpcEndpointType, 'Gateway')
  const route = async () => {
    const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({ RouteTableIds }))
    return RouteTables![0]!.Routes!.find(({ GatewayId }) => GatewayId === VpcEndpointId)
  }
  const prefixList = (await route())!.DestinationPrefixListId!
  assert.match(prefixList, /^pl-[0-9a-f]{8}$/)
  await assert.rejects(create('s3', { RouteTableIds }), {
    name: 'RouteAlreadyExists',
    message: `route table ${RouteTableIds[0]} already has a route with destination-prefix-list-id ${prefixList}`,
  })
  await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpointId!] }))
  assert.equal(await route(), undefined)
  await assert.rejects(
    ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpointId!] })),
    {
      name: 'InvalidVpcEndpointId.NotFound',
      message: `The Vpc Endpoint Id '${VpcEndpointId}' does not exist`,
    },
  )
})

test('endpoints are refused in EC2’s words', async () => {
  await using target = await openTarget()
  const { ec2, VpcId, subnetIds, create } = await open(target)
  await assert.rejects(create('ecr', {}), {
    name: 'InvalidServiceName',
    message: "The Vpc Endpoint Service 'com.amazonaws.us-east-1.ecr' does not exist",
  })
  await assert.rejects(create('new-service', {}), {
    name: 'InternalFailure',
    message: /^The embedded emulator does not implement the endpoint service/,
  })
  await assert.rejects(create('logs', {}), {
    name: 'InvalidParameter',
    message: 'Endpoint type (Gateway) does not match available service types ([Interface]).',
  })
  await assert.rejects(create('logs', { VpcId: 'vpc-1' }), {
    name: 'InvalidVpcID.NotFound',
    message: "The vpc ID 'vpc-1' does not exist",
  })
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.40.0.0/16' }))
  const own = { VpcId: Vpc!.VpcId!, VpcEndpointType: 'Interface' } as const
  await assert.rejects(create('logs', own), {
    name: 'InvalidParameter',
    message: `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${own.VpcId}`,
  })
  await assert.rejects(create('logs', { ...own, SubnetIds: [subnetIds[0]!] }), {
    name: 'InvalidParameter',
    message: `The subnet ID '${subnetIds[0]}' does not belong to VPC ${own.VpcId}.`,
  })
  await ec2.send(
    new ModifyVpcAttributeCommand({ VpcId: own.VpcId, EnableDnsHostnames: { Value: true } }),
  )
  const { EnableDnsHostnames } = await ec2.send(
    new DescribeVpcAttributeCommand({ VpcId: own.VpcId, Attribute: 'enableDnsHostnames' }),
  )
  assert.deepEqual(EnableDnsHostnames, { Value: true })
  assert.equal((await create('logs', own)).State, 'pending')
  await assert.rejects(ec2.send(new ModifyVpcAttributeCommand({ VpcId })), {
    name: 'InvalidParameterCombination',
    message: 'Exactly one attribute must be specified in a request.',
  })
})

test('the services with endpoints are listed', async () => {
  await using target = await openTarget()
  const { ec2 } = await open(target)
  const { ServiceNames } = await ec2.send(new DescribeVpcEndpointServicesCommand({}))
  for (const name of ['ecr.api', 'ecr.dkr', 'logs', 's3', 'secretsmanager', 'ssm'])
    assert.ok(ServiceNames!.includes(`com.amazonaws.us-east-1.${name}`))
})
