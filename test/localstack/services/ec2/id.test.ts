import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  AssociateAddressCommand,
  DeleteNatGatewayCommand,
  DeleteNetworkAclCommand,
  DeleteRouteTableCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeInstancesCommand,
  DescribeInternetGatewaysCommand,
  DescribeManagedPrefixListsCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribePrefixListsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  DescribeVpnGatewaysCommand,
  EC2Client,
  ModifyVpcEndpointCommand,
} from '@aws-sdk/client-ec2'
import { openTarget } from '../../../support/target.ts'

interface Kind {
  prefix: string
  malformed: string
  notFound: string
  calls(id: string): ((ec2: EC2Client) => Promise<unknown>)[]
}

const kinds: Kind[] = [
  {
    prefix: 'vpc',
    malformed: 'InvalidVpcID.Malformed',
    notFound: 'InvalidVpcID.NotFound',
    calls: (id) => [
      (ec2) => ec2.send(new DescribeVpcsCommand({ VpcIds: [id] })),
      (ec2) => ec2.send(new DeleteVpcCommand({ VpcId: id })),
    ],
  },
  {
    prefix: 'subnet',
    malformed: 'InvalidSubnetID.Malformed',
    notFound: 'InvalidSubnetID.NotFound',
    calls: (id) => [
      (ec2) => ec2.send(new DescribeSubnetsCommand({ SubnetIds: [id] })),
      (ec2) => ec2.send(new DeleteSubnetCommand({ SubnetId: id })),
    ],
  },
  {
    prefix: 'sg',
    malformed: 'InvalidGroupId.Malformed',
    notFound: 'InvalidGroup.NotFound',
    calls: (id) => [(ec2) => ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [id] }))],
  },
  {
    prefix: 'sgr',
    malformed: 'InvalidSecurityGroupRuleId.Malformed',
    notFound: 'InvalidSecurityGroupRuleId.NotFound',
    calls: (id) => [
      (ec2) => ec2.send(new DescribeSecurityGroupRulesCommand({ SecurityGroupRuleIds: [id] })),
    ],
  },
  {
    prefix: 'rtb',
    malformed: 'InvalidRouteTableId.Malformed',
    notFound: 'InvalidRouteTableID.NotFound',
    calls: (id) => [
      (ec2) => ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [id] })),
      (ec2) => ec2.send(new DeleteRouteTableCommand({ RouteTableId: id })),
    ],
  },
  {
    prefix: 'igw',
    malformed: 'InvalidInternetGatewayId.Malformed',
    notFound: 'InvalidInternetGatewayID.NotFound',
    calls: (id) => [
      (ec2) => ec2.send(new DescribeInternetGatewaysCommand({ InternetGatewayIds: [id] })),
    ],
  },
  {
    prefix: 'nat',
    malformed: 'NatGatewayMalformed',
    notFound: 'NatGatewayNotFound',
    calls: (id) => [
      (ec2) => ec2.send(new DescribeNatGatewaysCommand({ NatGatewayIds: [id] })),
      (ec2) => ec2.send(new DeleteNatGatewayCommand({ NatGatewayId: id })),
    ],
  },
  {
    prefix: 'eni',
    malformed: 'InvalidNetworkInterfaceId.Malformed',
    notFound: 'InvalidNetworkInterfaceID.NotFound',
    calls: (id) => [
      (ec2) => ec2.send(new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [id] })),
    ],
  },
  {
    prefix: 'vpce',
    malformed: 'InvalidVpcEndpointId.Malformed',
    notFound: 'InvalidVpcEndpointId.NotFound',
    calls: (id) => [
      (ec2) => ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [id] })),
      (ec2) => ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId: id })),
    ],
  },
  {
    prefix: 'acl',
    malformed: 'InvalidNetworkAclId.Malformed',
    notFound: 'InvalidNetworkAclID.NotFound',
    calls: (id) => [
      (ec2) => ec2.send(new DescribeNetworkAclsCommand({ NetworkAclIds: [id] })),
      (ec2) => ec2.send(new DeleteNetworkAclCommand({ NetworkAclId: id })),
    ],
  },
  {
    prefix: 'pl',
    malformed: 'InvalidPrefixListId.Malformed',
    notFound: 'InvalidPrefixListID.NotFound',
    calls: (id) => [
      (ec2) => ec2.send(new DescribePrefixListsCommand({ PrefixListIds: [id] })),
      (ec2) => ec2.send(new DescribeManagedPrefixListsCommand({ PrefixListIds: [id] })),
    ],
  },
  {
    prefix: 'i',
    malformed: 'InvalidInstanceID.Malformed',
    notFound: 'InvalidInstanceID.NotFound',
    calls: (id) => [(ec2) => ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }))],
  },
]

test('an id of another kind is malformed, and one of the kind that names nothing is not found', async () => {
  await using target = await openTarget()
  const ec2 = new EC2Client(target.config)
  for (const { prefix, malformed, notFound, calls } of kinds) {
    for (const call of calls('foobar'))
      await assert.rejects(call(ec2), {
        name: malformed,
        message: `Invalid id: "foobar" (expecting "${prefix}-...")`,
      })
    const unknown = `${prefix}-0123456789abcdef0`
    for (const call of calls(unknown))
      await assert.rejects(call(ec2), ({ name: code, message }: Error) => {
        assert.equal(code, notFound)
        assert.ok(message.includes(unknown))
        return true
      })
  }
})

test('there are no instances and no VPN gateways', async () => {
  await using target = await openTarget()
  const ec2 = new EC2Client(target.config)
  assert.deepEqual((await ec2.send(new DescribeInstancesCommand({}))).Reservations, [])
  assert.deepEqual((await ec2.send(new DescribeVpnGatewaysCommand({}))).VpnGateways, [])
  await assert.rejects(
    ec2.send(new AssociateAddressCommand({ PublicIp: '203.0.113.1', InstanceId: 'i-1' })),
    { name: 'InvalidAddress.NotFound', message: "Address '203.0.113.1' not found." },
  )
})
