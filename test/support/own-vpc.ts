import {
  AllocateAddressCommand,
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand,
  CreateNatGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DeleteInternetGatewayCommand,
  DeleteNatGatewayCommand,
  DeleteRouteTableCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DeleteVpcEndpointsCommand,
  DetachInternetGatewayCommand,
  EC2Client,
  type IpPermission,
  ModifyVpcAttributeCommand,
  ReleaseAddressCommand,
} from '@aws-sdk/client-ec2'
import { type Target, unique } from './target.ts'

type Peers = Pick<IpPermission, 'IpRanges' | 'UserIdGroupPairs'>

const block = '10.30.0.0/16'
const everywhere = { DestinationCidrBlock: '0.0.0.0/0' }

/** A VPC as many have it: a public and a private subnet in each of two zones, the private ones without a way out yet. It goes with all that is in it. */
export async function openVpc({ config }: Target) {
  const ec2 = new EC2Client(config)
  const undo = new AsyncDisposableStack()
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: block }))
  const VpcId = Vpc!.VpcId!
  undo.defer(async () => void (await ec2.send(new DeleteVpcCommand({ VpcId }))))
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }))

  const subnetsWith = async (blocks: string[]) => {
    const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId }))
    const { RouteTableId } = RouteTable!
    undo.defer(async () => void (await ec2.send(new DeleteRouteTableCommand({ RouteTableId }))))
    const subnetIds: string[] = []
    for (const [index, CidrBlock] of blocks.entries()) {
      const AvailabilityZone = `${config.region}${'ab'[index]}`
      const { Subnet } = await ec2.send(
        new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone }),
      )
      const { SubnetId } = Subnet!
      undo.defer(async () => void (await ec2.send(new DeleteSubnetCommand({ SubnetId }))))
      await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }))
      subnetIds.push(SubnetId!)
    }
    return { subnetIds, routeTableId: RouteTableId! }
  }
  const open = await subnetsWith(['10.30.0.0/24', '10.30.1.0/24'])
  const closed = await subnetsWith(['10.30.10.0/24', '10.30.11.0/24'])

  const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}))
  const { InternetGatewayId } = InternetGateway!
  await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId }))
  undo.defer(async () => {
    await ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }))
    await ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId }))
  })
  await ec2.send(
    new CreateRouteCommand({
      RouteTableId: open.routeTableId,
      ...everywhere,
      GatewayId: InternetGatewayId,
    }),
  )

  const createGroup = async (port: number, from: Peers) => {
    const { GroupId } = await ec2.send(
      new CreateSecurityGroupCommand({ GroupName: unique('group'), Description: 'test', VpcId }),
    )
    undo.defer(async () => void (await ec2.send(new DeleteSecurityGroupCommand({ GroupId }))))
    const permission = { IpProtocol: 'tcp', FromPort: port, ToPort: port, ...from }
    await ec2.send(
      new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [permission] }),
    )
    return GroupId!
  }
  return {
    ec2,
    vpcId: VpcId,
    publicSubnets: open.subnetIds,
    privateSubnets: closed.subnetIds,
    /** A security group that lets one port in. */
    createGroup,
    /** Lets the private subnets out through a NAT gateway in a public one. */
    async addNatGateway() {
      const { AllocationId } = await ec2.send(new AllocateAddressCommand({}))
      const [SubnetId] = open.subnetIds
      const { NatGateway } = await ec2.send(new CreateNatGatewayCommand({ SubnetId, AllocationId }))
      const { NatGatewayId } = NatGateway!
      undo.defer(async () => {
        await ec2.send(new DeleteNatGatewayCommand({ NatGatewayId }))
        await ec2.send(new ReleaseAddressCommand({ AllocationId }))
      })
      const route = { RouteTableId: closed.routeTableId, ...everywhere, NatGatewayId }
      await ec2.send(new CreateRouteCommand(route))
    },
    /** Lets the private subnets to what a task on Fargate needs, and nowhere else. */
    async addEndpoints() {
      const SecurityGroupIds = [await createGroup(443, { IpRanges: [{ CidrIp: block }] })]
      const RouteTableIds = [closed.routeTableId]
      const network = {
        VpcEndpointType: 'Interface' as const,
        SubnetIds: closed.subnetIds,
        SecurityGroupIds,
      }
      for (const [name, settings] of [
        ['ecr.api', network],
        ['ecr.dkr', network],
        ['logs', network],
        ['s3', { RouteTableIds }],
      ] as const) {
        const ServiceName = `com.amazonaws.${config.region}.${name}`
        const { VpcEndpoint } = await ec2.send(
          new CreateVpcEndpointCommand({ VpcId, ServiceName, ...settings }),
        )
        const VpcEndpointIds = [VpcEndpoint!.VpcEndpointId!]
        undo.defer(
          async () => void (await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds }))),
        )
      }
    },
    /** What is to go before the network does, the last first. */
    defer: (action: () => Promise<void>) => undo.defer(action),
    [Symbol.asyncDispose]: () => undo.disposeAsync(),
  }
}
