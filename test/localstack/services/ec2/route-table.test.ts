import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteInternetGatewayCommand,
  DeleteRouteCommand,
  DeleteRouteTableCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeRouteTablesCommand,
  DetachInternetGatewayCommand,
  DisassociateRouteTableCommand,
  EC2Client,
  ReplaceRouteCommand,
  ReplaceRouteTableAssociationCommand,
} from '@aws-sdk/client-ec2'
import { asNewAccount, openTarget, type Target } from '../../../support/target.ts'

/** A VPC of one's own with a subnet and a route table besides the main one. */
async function open(target: Target) {
  const ec2 = new EC2Client(asNewAccount(target).config)
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.20.0.0/16' }))
  const VpcId = Vpc!.VpcId!
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.20.0.0/24' }))
  const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId }))
  return {
    ec2,
    VpcId,
    SubnetId: Subnet!.SubnetId!,
    RouteTableId: RouteTable!.RouteTableId!,
    async gateway() {
      const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}))
      return InternetGateway!.InternetGatewayId!
    },
    async routes(RouteTableId: string) {
      const { RouteTables } = await ec2.send(
        new DescribeRouteTablesCommand({ RouteTableIds: [RouteTableId] }),
      )
      return RouteTables![0]!.Routes!.map(({ DestinationCidrBlock, GatewayId, State }) => [
        DestinationCidrBlock,
        GatewayId,
        State,
      ])
    },
  }
}

const everywhere = { DestinationCidrBlock: '0.0.0.0/0' }

test('a VPC with its way to the internet is made, and removed in the right order only', async () => {
  await using target = await openTarget()
  const { ec2, VpcId, SubnetId, RouteTableId, gateway, routes } = await open(target)
  const InternetGatewayId = await gateway()
  const leadsOut = { RouteTableId, ...everywhere, GatewayId: InternetGatewayId }
  await assert.rejects(ec2.send(new CreateRouteCommand(leadsOut)), {
    name: 'InvalidParameterValue',
    message: `route table ${RouteTableId} and network gateway ${InternetGatewayId} belong to different networks`,
  })
  await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId }))
  await assert.rejects(ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId })), {
    name: 'Resource.AlreadyAssociated',
    message: `resource ${InternetGatewayId} is already attached to network ${VpcId}`,
  })
  await ec2.send(new CreateRouteCommand(leadsOut))
  await assert.rejects(ec2.send(new CreateRouteCommand(leadsOut)), {
    name: 'RouteAlreadyExists',
    message: 'The route identified by 0.0.0.0/0 already exists.',
  })
  const { AssociationId } = await ec2.send(
    new AssociateRouteTableCommand({ RouteTableId, SubnetId }),
  )
  await assert.rejects(ec2.send(new DeleteRouteTableCommand({ RouteTableId })), {
    name: 'DependencyViolation',
    message: `The routeTable '${RouteTableId}' has dependencies and cannot be deleted.`,
  })
  await assert.rejects(ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId })), {
    name: 'DependencyViolation',
    message: `The internetGateway '${InternetGatewayId}' has dependencies and cannot be deleted.`,
  })
  const stays = {
    name: 'DependencyViolation',
    message: `The vpc '${VpcId}' has dependencies and cannot be deleted.`,
  }
  await assert.rejects(ec2.send(new DeleteVpcCommand({ VpcId })), stays)
  await ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }))
  assert.deepEqual(await routes(RouteTableId), [
    ['10.20.0.0/16', 'local', 'active'],
    ['0.0.0.0/0', InternetGatewayId, 'blackhole'],
  ])
  await assert.rejects(ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId })), {
    name: 'Gateway.NotAttached',
    message: `resource ${InternetGatewayId} is not attached to network ${VpcId}`,
  })
  await ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId }))
  await ec2.send(new DisassociateRouteTableCommand({ AssociationId }))
  await ec2.send(new DeleteSubnetCommand({ SubnetId }))
  await assert.rejects(ec2.send(new DeleteVpcCommand({ VpcId })), stays)
  await ec2.send(new DeleteRouteTableCommand({ RouteTableId }))
  await ec2.send(new DeleteVpcCommand({ VpcId }))
})

test('a VPC has one internet gateway', async () => {
  await using target = await openTarget()
  const { ec2, VpcId, gateway } = await open(target)
  const [one, two] = [await gateway(), await gateway()]
  await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId: one, VpcId }))
  await assert.rejects(
    ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId: two, VpcId })),
    {
      name: 'InvalidParameterValue',
      message: `Network ${VpcId} already has an internet gateway attached`,
    },
  )
  await assert.rejects(
    ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId: two, VpcId: 'vpc-1' })),
    { name: 'InvalidVpcID.NotFound', message: "The vpc ID 'vpc-1' does not exist" },
  )
  await assert.rejects(
    ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId: 'igw-1', VpcId })),
    {
      name: 'InvalidInternetGatewayID.NotFound',
      message: "The internetGateway ID 'igw-1' does not exist",
    },
  )
})

test('a subnet has one table of its own; a main table is replaced, never left', async () => {
  await using target = await openTarget()
  const { ec2, VpcId, SubnetId, RouteTableId } = await open(target)
  const describe = async () => {
    const { RouteTables } = await ec2.send(
      new DescribeRouteTablesCommand({ Filters: [{ Name: 'vpc-id', Values: [VpcId] }] }),
    )
    return RouteTables!.find(({ Associations }) => Associations!.some(({ Main }) => Main))!
  }
  const { AssociationId } = await ec2.send(
    new AssociateRouteTableCommand({ RouteTableId, SubnetId }),
  )
  const again = await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }))
  assert.equal(again.AssociationId, AssociationId)
  const { RouteTable: other } = await ec2.send(new CreateRouteTableCommand({ VpcId }))
  const otherId = other!.RouteTableId!
  await assert.rejects(
    ec2.send(new AssociateRouteTableCommand({ RouteTableId: otherId, SubnetId })),
    {
      name: 'Resource.AlreadyAssociated',
      message: `the specified association for route table ${otherId} conflicts with an existing association`,
    },
  )
  const replaced = await ec2.send(
    new ReplaceRouteTableAssociationCommand({
      AssociationId: AssociationId!,
      RouteTableId: otherId,
    }),
  )
  assert.deepEqual(replaced.AssociationState, { State: 'associated' })
  await ec2.send(new DeleteRouteTableCommand({ RouteTableId }))
  const main = (await describe()).Associations!.find(({ Main }) => Main)!.RouteTableAssociationId!
  await assert.rejects(ec2.send(new DisassociateRouteTableCommand({ AssociationId: main })), {
    name: 'InvalidParameterValue',
    message: `cannot disassociate the main route table association ${main}`,
  })
  await ec2.send(
    new ReplaceRouteTableAssociationCommand({ AssociationId: main, RouteTableId: otherId }),
  )
  assert.equal((await describe()).RouteTableId, otherId)
  await assert.rejects(
    ec2.send(new DisassociateRouteTableCommand({ AssociationId: 'rtbassoc-1' })),
    {
      name: 'InvalidAssociationID.NotFound',
      message: "The association ID 'rtbassoc-1' does not exist",
    },
  )
})

test('routes are refused in EC2’s words', async () => {
  await using target = await openTarget()
  const { ec2, VpcId, RouteTableId, gateway } = await open(target)
  const InternetGatewayId = await gateway()
  await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId }))
  const GatewayId = InternetGatewayId
  const create = (more: object) => ec2.send(new CreateRouteCommand({ RouteTableId, ...more }))
  const cases: [object, string, string][] = [
    [
      { RouteTableId: 'rtb-1', ...everywhere, GatewayId },
      'InvalidRouteTableID.NotFound',
      "The routeTable ID 'rtb-1' does not exist",
    ],
    [
      { DestinationCidrBlock: 'x', GatewayId },
      'InvalidParameterValue',
      'Value (x) for parameter destinationCidrBlock is invalid. This is not a valid CIDR block.',
    ],
    [
      { DestinationCidrBlock: '10.20.3.0/24', GatewayId },
      'InvalidParameterValue',
      "The destination CIDR block 10.20.3.0/24 is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an interface or an instance.",
    ],
    [
      { ...everywhere, GatewayId: 'igw-1' },
      'InvalidGatewayID.NotFound',
      "The gateway ID 'igw-1' does not exist",
    ],
    [
      { ...everywhere, NatGatewayId: 'nat-1' },
      'InvalidNatGatewayID.NotFound',
      "The natGateway ID 'nat-1' does not exist",
    ],
    [
      { GatewayId },
      'MissingParameter',
      'The request must contain the parameter destinationCidrBlock or destinationIpv6CidrBlock or destinationPrefixListId',
    ],
    [
      { ...everywhere, GatewayId, NatGatewayId: 'nat-1' },
      'InvalidParameterCombination',
      'The request must contain exactly one of gatewayId, natGatewayId, networkInterfaceId, instanceId, egressOnlyInternetGatewayId, transitGatewayId, localGatewayId, carrierGatewayId, vpcPeeringConnectionId, vpcEndpointId, coreNetworkArn, odbNetworkArn',
    ],
    [
      { ...everywhere, VpcPeeringConnectionId: 'pcx-1' },
      'InternalFailure',
      'The embedded emulator does not implement routes to vpcPeeringConnectionId. See docs/coverage.md for what it does.',
    ],
  ]
  for (const [given, name, message] of cases) await assert.rejects(create(given), { name, message })
  await assert.rejects(
    ec2.send(new ReplaceRouteCommand({ RouteTableId, ...everywhere, GatewayId })),
    {
      name: 'InvalidParameterValue',
      message:
        "There is no route defined for '0.0.0.0/0' in the route table. Use CreateRoute instead.",
    },
  )
  const remove = (DestinationCidrBlock: string) =>
    ec2.send(new DeleteRouteCommand({ RouteTableId, DestinationCidrBlock }))
  await assert.rejects(remove('0.0.0.0/0'), {
    name: 'InvalidRoute.NotFound',
    message: `no route with destination-cidr-block 0.0.0.0/0 in route table ${RouteTableId}`,
  })
  await assert.rejects(remove('10.20.0.0/16'), {
    name: 'InvalidParameterValue',
    message: `cannot remove local route 10.20.0.0/16 in route table ${RouteTableId}`,
  })
  await create({ ...everywhere, GatewayId })
  await ec2.send(new ReplaceRouteCommand({ RouteTableId, ...everywhere, GatewayId }))
  await remove('0.0.0.0/0')
})

test('a required parameter is named as on the wire', async () => {
  await using target = await openTarget()
  const { ec2 } = await open(target)
  await assert.rejects(ec2.send(new CreateRouteTableCommand({ VpcId: undefined })), {
    name: 'MissingParameter',
    message: 'The request must contain the parameter vpcId',
  })
  await assert.rejects(
    ec2.send(new DeleteRouteCommand({ RouteTableId: undefined, ...everywhere })),
    { name: 'MissingParameter', message: 'The request must contain the parameter routeTableId' },
  )
})
