import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreateSecurityGroupCommand,
  CreateVpcEndpointCommand,
  DeleteSecurityGroupCommand,
  DeleteVpcEndpointsCommand,
  DescribePrefixListsCommand,
  DescribeRouteTablesCommand,
  DescribeVpcEndpointsCommand,
  EC2Client,
  ModifyVpcEndpointCommand,
} from '@aws-sdk/client-ec2'
import { defaultNetwork } from '../../support/balancer.ts'
import { openTarget, type Target, unique } from '../../support/target.ts'
import { assertPlanIsEmpty } from './plan.ts'

async function open(target: Target) {
  const ec2 = new EC2Client(target.config)
  const read = async (id: string) =>
    (await ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [id] }))).VpcEndpoints![0]!
  const remove = async (id: string) => {
    const { Unsuccessful } = await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [id] }))
    assert.deepEqual(Unsuccessful, [])
    await assert.rejects(read(id), { name: 'InvalidVpcEndpointId.NotFound' })
  }
  return { ec2, ...(await defaultNetwork(target)), read, remove }
}

test('aws_vpc_endpoint of type Gateway', async () => {
  await using target = await openTarget()
  const { ec2, vpcId: VpcId, read, remove } = await open(target)
  const ServiceName = 'com.amazonaws.us-east-1.dynamodb'
  const { RouteTables } = await ec2.send(
    new DescribeRouteTablesCommand({ Filters: [{ Name: 'vpc-id', Values: [VpcId] }] }),
  )
  const RouteTableIds = [RouteTables![0]!.RouteTableId!]
  const { VpcEndpoint } = await ec2.send(
    new CreateVpcEndpointCommand({
      ClientToken: unique('terraform'),
      PrivateDnsEnabled: false,
      RouteTableIds,
      ServiceName,
      VpcEndpointType: 'Gateway',
      VpcId,
    }),
  )
  const VpcEndpointId = VpcEndpoint!.VpcEndpointId!
  const sent = {
    ServiceName,
    ServiceRegion: 'us-east-1',
    VpcEndpointType: 'Gateway',
    VpcId,
    State: 'available',
    PrivateDnsEnabled: false,
    RouteTableIds,
    SubnetIds: [],
    Groups: [],
    IpAddressType: 'ipv4',
    Tags: [],
  }
  assertPlanIsEmpty(sent, await read(VpcEndpointId))
  const { PrefixLists } = await ec2.send(
    new DescribePrefixListsCommand({
      Filters: [{ Name: 'prefix-list-name', Values: [ServiceName] }],
    }),
  )
  assert.match(PrefixLists![0]!.PrefixListId!, /^pl-[0-9a-f]{8}$/)
  assert.match(PrefixLists![0]!.Cidrs![0]!, /^[\d.]+\/\d+$/)

  const PolicyDocument =
    '{"Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}'
  await ec2.send(
    new ModifyVpcEndpointCommand({
      VpcEndpointId,
      PolicyDocument,
      RemoveRouteTableIds: RouteTableIds,
    }),
  )
  assertPlanIsEmpty({ ...sent, PolicyDocument, RouteTableIds: [] }, await read(VpcEndpointId))
  await remove(VpcEndpointId)
})

test('aws_vpc_endpoint of type Interface', async () => {
  await using target = await openTarget()
  const { ec2, vpcId: VpcId, subnetIds, read, remove } = await open(target)
  const { GroupId } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: unique('endpoint'), Description: 'test', VpcId }),
  )
  const [first, second] = subnetIds
  const sent = {
    ServiceName: 'com.amazonaws.us-east-1.ecr.dkr',
    VpcEndpointType: 'Interface' as const,
    VpcId,
    PrivateDnsEnabled: true,
    IpAddressType: 'ipv4' as const,
    DnsOptions: { DnsRecordIpType: 'ipv4' as const },
    SubnetIds: [first!],
  }
  const { VpcEndpoint } = await ec2.send(
    new CreateVpcEndpointCommand({ ...sent, SecurityGroupIds: [GroupId!] }),
  )
  assert.equal(VpcEndpoint!.State, 'pending')
  const VpcEndpointId = VpcEndpoint!.VpcEndpointId!
  const endpoint = await read(VpcEndpointId)
  assertPlanIsEmpty({ ...sent, State: 'available', Groups: [{ GroupId }] }, endpoint)
  assert.deepEqual(
    endpoint.DnsEntries!.map(({ DnsName }) => DnsName!.replace(/^vpce-\w+-\w+/, 'vpce')),
    [
      'vpce.dkr.ecr.us-east-1.vpce.amazonaws.com',
      'vpce-us-east-1a.dkr.ecr.us-east-1.vpce.amazonaws.com',
      '*.dkr.ecr.us-east-1.amazonaws.com',
    ],
  )

  await ec2.send(
    new ModifyVpcEndpointCommand({
      VpcEndpointId,
      AddSubnetIds: [second!],
      PrivateDnsEnabled: false,
      RemoveSubnetIds: [first!],
    }),
  )
  const changed = { ...sent, PrivateDnsEnabled: false, SubnetIds: [second!] }
  assertPlanIsEmpty(changed, await read(VpcEndpointId))
  assert.equal((await read(VpcEndpointId)).NetworkInterfaceIds!.length, 1)
  await remove(VpcEndpointId)
  await ec2.send(new DeleteSecurityGroupCommand({ GroupId }))
})
