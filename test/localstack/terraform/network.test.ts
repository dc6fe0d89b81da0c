import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  AllocateAddressCommand,
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateNatGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  DeleteInternetGatewayCommand,
  DeleteNatGatewayCommand,
  DeleteRouteCommand,
  DeleteRouteTableCommand,
  DeleteSubnetCommand,
  DeleteTagsCommand,
  DeleteVpcCommand,
  DescribeAddressesAttributeCommand,
  DescribeAddressesCommand,
  DescribeInternetGatewaysCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
  DetachInternetGatewayCommand,
  DisassociateRouteTableCommand,
  EC2Client,
  ModifySubnetAttributeCommand,
  ModifyVpcAttributeCommand,
  ReleaseAddressCommand,
  type ResourceType,
} from '@aws-sdk/client-ec2'
import { openTarget, type Target } from '../../support/target.ts'
import { assertPlanIsEmpty } from './plan.ts'

const tagged = (ResourceType: ResourceType, Name: string) => ({
  TagSpecifications: [{ ResourceType, Tags: [{ Key: 'Name', Value: Name }] }],
})

const everywhere = '0.0.0.0/0'

async function createVpc({ config }: Target) {
  const ec2 = new EC2Client(config)
  const { Vpc } = await ec2.send(
    new CreateVpcCommand({
      AmazonProvidedIpv6CidrBlock: false,
      CidrBlock: '10.0.0.0/16',
      InstanceTenancy: 'default',
      ...tagged('vpc', 'main'),
    }),
  )
  return { ec2, vpc: Vpc!, VpcId: Vpc!.VpcId! }
}

test('aws_vpc', async () => {
  await using target = await openTarget()
  const { ec2, vpc, VpcId } = await createVpc(target)
  assert.equal(vpc.State, 'pending')
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }))

  const inVpc = (Name: string, Value: string) => ({
    Filters: [
      { Name, Values: [Value] },
      { Name: 'vpc-id', Values: [VpcId] },
    ],
  })
  const attribute = (Attribute: 'enableDnsHostnames' | 'enableDnsSupport') =>
    ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute }))
  const read = async () => {
    const { Vpcs } = await ec2.send(new DescribeVpcsCommand({ VpcIds: [VpcId] }))
    const { EnableDnsHostnames } = await attribute('enableDnsHostnames')
    const { EnableDnsSupport } = await attribute('enableDnsSupport')
    const { EnableNetworkAddressUsageMetrics } = await ec2.send(
      new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableNetworkAddressUsageMetrics' }),
    )
    const [{ NetworkAcls }, { RouteTables }, { SecurityGroups }] = await Promise.all([
      ec2.send(new DescribeNetworkAclsCommand(inVpc('default', 'true'))),
      ec2.send(new DescribeRouteTablesCommand(inVpc('association.main', 'true'))),
      ec2.send(new DescribeSecurityGroupsCommand(inVpc('group-name', 'default'))),
    ])
    assert.deepEqual([NetworkAcls!.length, RouteTables!.length, SecurityGroups!.length], [1, 1, 1])
    return { ...Vpcs![0], EnableDnsHostnames, EnableDnsSupport, EnableNetworkAddressUsageMetrics }
  }
  const sent = {
    State: 'available',
    CidrBlock: '10.0.0.0/16',
    InstanceTenancy: 'default',
    Ipv6CidrBlockAssociationSet: [],
    Tags: [{ Key: 'Name', Value: 'main' }],
    EnableDnsHostnames: { Value: true },
    EnableDnsSupport: { Value: true },
    EnableNetworkAddressUsageMetrics: { Value: false },
  }
  assertPlanIsEmpty(sent, await read())

  await ec2.send(
    new ModifyVpcAttributeCommand({ VpcId, EnableNetworkAddressUsageMetrics: { Value: true } }),
  )
  await ec2.send(new DeleteTagsCommand({ Resources: [VpcId], Tags: [{ Key: 'Name' }] }))
  await ec2.send(
    new CreateTagsCommand({ Resources: [VpcId], Tags: [{ Key: 'Environment', Value: 'test' }] }),
  )
  assertPlanIsEmpty(
    {
      ...sent,
      Tags: [{ Key: 'Environment', Value: 'test' }],
      EnableNetworkAddressUsageMetrics: { Value: true },
    },
    await read(),
  )
  await ec2.send(new DeleteVpcCommand({ VpcId }))
  await assert.rejects(read(), { name: 'InvalidVpcID.NotFound' })
})

test('aws_subnet', async () => {
  await using target = await openTarget()
  const { ec2, VpcId } = await createVpc(target)
  const sent = { VpcId, CidrBlock: '10.0.0.0/24', AvailabilityZone: 'us-east-1d' }
  const { Subnet } = await ec2.send(
    new CreateSubnetCommand({ ...sent, ...tagged('subnet', 'public') }),
  )
  const SubnetId = Subnet!.SubnetId!
  for (const attribute of [
    { MapPublicIpOnLaunch: { Value: true } },
    { PrivateDnsHostnameTypeOnLaunch: 'resource-name' as const },
    { EnableResourceNameDnsARecordOnLaunch: { Value: true } },
  ])
    await ec2.send(new ModifySubnetAttributeCommand({ SubnetId, ...attribute }))
  const read = async () =>
    (await ec2.send(new DescribeSubnetsCommand({ SubnetIds: [SubnetId] }))).Subnets![0]
  assertPlanIsEmpty(
    {
      ...sent,
      State: 'available',
      AssignIpv6AddressOnCreation: false,
      EnableDns64: false,
      Ipv6Native: false,
      MapCustomerOwnedIpOnLaunch: false,
      MapPublicIpOnLaunch: true,
      PrivateDnsNameOptionsOnLaunch: {
        EnableResourceNameDnsAAAARecord: false,
        EnableResourceNameDnsARecord: true,
        HostnameType: 'resource-name',
      },
      Tags: [{ Key: 'Name', Value: 'public' }],
    },
    await read(),
  )
  const { NetworkInterfaces } = await ec2.send(
    new DescribeNetworkInterfacesCommand({
      Filters: [
        { Name: 'subnet-id', Values: [SubnetId] },
        { Name: 'attachment.instance-owner-id', Values: ['amazon-aws'] },
      ],
    }),
  )
  assert.deepEqual(NetworkInterfaces, [])
  await ec2.send(new DeleteSubnetCommand({ SubnetId }))
  await assert.rejects(read(), { name: 'InvalidSubnetID.NotFound' })
  await ec2.send(new DeleteVpcCommand({ VpcId }))
})

test('aws_internet_gateway, aws_eip, aws_nat_gateway, aws_route_table and its associations', async () => {
  await using target = await openTarget()
  const { ec2, VpcId } = await createVpc(target)
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.0.0/24' }))
  const SubnetId = Subnet!.SubnetId!

  const { InternetGateway } = await ec2.send(
    new CreateInternetGatewayCommand(tagged('internet-gateway', 'main')),
  )
  const InternetGatewayId = InternetGateway!.InternetGatewayId!
  await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId }))
  const { InternetGateways } = await ec2.send(
    new DescribeInternetGatewaysCommand({ InternetGatewayIds: [InternetGatewayId] }),
  )
  assertPlanIsEmpty(
    { Attachments: [{ State: 'available', VpcId }], Tags: [{ Key: 'Name', Value: 'main' }] },
    InternetGateways![0],
  )

  const { AllocationId } = await ec2.send(
    new AllocateAddressCommand({ Domain: 'vpc', ...tagged('elastic-ip', 'nat') }),
  )
  const AllocationIds = [AllocationId!]
  const address = async () =>
    (await ec2.send(new DescribeAddressesCommand({ AllocationIds }))).Addresses![0]!
  assertPlanIsEmpty({ Domain: 'vpc', AssociationId: undefined }, await address())
  const { Addresses: names } = await ec2.send(
    new DescribeAddressesAttributeCommand({ AllocationIds, Attribute: 'domain-name' }),
  )
  assertPlanIsEmpty([{ AllocationId, PtrRecord: undefined }], names)

  const { NatGateway } = await ec2.send(
    new CreateNatGatewayCommand({
      AllocationId,
      ClientToken: 'terraform-1',
      ConnectivityType: 'public',
      SubnetId,
      ...tagged('natgateway', 'main'),
    }),
  )
  assert.equal(NatGateway!.State, 'pending')
  const NatGatewayId = NatGateway!.NatGatewayId!
  const nat = async () =>
    (await ec2.send(new DescribeNatGatewaysCommand({ NatGatewayIds: [NatGatewayId] })))
      .NatGateways![0]!
  const { NatGatewayAddresses, ...rest } = await nat()
  assertPlanIsEmpty({ State: 'available', ConnectivityType: 'public', SubnetId, VpcId }, rest)
  const { AssociationId: associated, NetworkInterfaceId, PublicIp } = await address()
  assertPlanIsEmpty(
    [
      {
        AllocationId,
        AssociationId: associated,
        IsPrimary: true,
        NetworkInterfaceId,
        PublicIp,
        Status: 'succeeded',
      },
    ],
    NatGatewayAddresses,
  )

  const { RouteTable } = await ec2.send(
    new CreateRouteTableCommand({ ClientToken: 't', VpcId, ...tagged('route-table', 'private') }),
  )
  const RouteTableId = RouteTable!.RouteTableId!
  const route = { RouteTableId, DestinationCidrBlock: everywhere }
  await ec2.send(new CreateRouteCommand({ ...route, NatGatewayId }))
  const { AssociationId } = await ec2.send(
    new AssociateRouteTableCommand({ RouteTableId, SubnetId }),
  )
  const table = async () =>
    (await ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [RouteTableId] })))
      .RouteTables![0]!
  const local = { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' }
  assertPlanIsEmpty(
    {
      Associations: [
        {
          AssociationState: { State: 'associated' },
          Main: false,
          RouteTableAssociationId: AssociationId,
          SubnetId,
        },
      ],
      Routes: [local, { DestinationCidrBlock: everywhere, NatGatewayId, State: 'active' }],
      Tags: [{ Key: 'Name', Value: 'private' }],
    },
    await table(),
  )

  await ec2.send(new DeleteRouteCommand(route))
  await ec2.send(new CreateRouteCommand({ ...route, GatewayId: InternetGatewayId }))
  assertPlanIsEmpty(
    { Routes: [local, { DestinationCidrBlock: everywhere, GatewayId: InternetGatewayId }] },
    await table(),
  )

  await ec2.send(new DisassociateRouteTableCommand({ AssociationId }))
  await ec2.send(new DeleteRouteTableCommand({ RouteTableId }))
  await assert.rejects(table(), { name: 'InvalidRouteTableID.NotFound' })
  await ec2.send(new DeleteNatGatewayCommand({ NatGatewayId }))
  assert.equal((await nat()).State, 'deleted')
  await ec2.send(new ReleaseAddressCommand({ AllocationId, NetworkBorderGroup: 'us-east-1' }))
  await assert.rejects(address(), { name: 'InvalidAllocationID.NotFound' })
  await ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }))
  await ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId }))
  await ec2.send(new DeleteSubnetCommand({ SubnetId }))
  await ec2.send(new DeleteVpcCommand({ VpcId }))
})
