import { networkOf } from './resources.ts'
import { type Cases, twice, type World } from './world.ts'

const tagged = (ResourceType: string) => ({ TagSpecifications: [{ ResourceType, Tags: twice }] })
const admit = (port: number, CidrIp: string) => ({
  IpProtocol: 'tcp',
  FromPort: port,
  ToPort: port,
  IpRanges: [{ CidrIp }],
})
const rules = { IpPermissions: [admit(1, '10.0.0.0/8'), admit(2, 'none')] }

export async function ec2Cases(world: World): Promise<Cases> {
  const { run } = world
  const { subnets } = await networkOf(world)
  const create = <T>(operation: string, input: object) => run<T>('ec2', operation, input)
  const VpcId = (
    await create<{ Vpc: { VpcId: string } }>('CreateVpc', { CidrBlock: '10.0.0.0/16' })
  ).Vpc.VpcId
  const { InternetGatewayId } = (
    await create<{ InternetGateway: { InternetGatewayId: string } }>('CreateInternetGateway', {})
  ).InternetGateway
  const { RouteTableId } = (
    await create<{ RouteTable: { RouteTableId: string } }>('CreateRouteTable', { VpcId })
  ).RouteTable
  const { GroupId } = await create<{ GroupId: string }>('CreateSecurityGroup', {
    GroupName: 'g',
    Description: 'd',
    VpcId,
  })
  const { SubnetId } = (
    await create<{ Subnet: { SubnetId: string } }>('CreateSubnet', {
      VpcId,
      CidrBlock: '10.0.0.0/24',
    })
  ).Subnet
  const { AssociationId } = await create<{ AssociationId: string }>('AssociateRouteTable', {
    RouteTableId,
    SubnetId,
  })
  const absent = (kind: string) => `${kind}-00000000000000000`
  const DestinationCidrBlock = '192.168.0.0/16'
  return {
    AllocateAddress: { Domain: 'vpc', ...tagged('elastic-ip') },
    AssociateRouteTable: { RouteTableId, SubnetId: subnets[0] },
    AttachInternetGateway: { InternetGatewayId, VpcId: absent('vpc') },
    AuthorizeSecurityGroupEgress: { GroupId, ...rules },
    AuthorizeSecurityGroupIngress: { GroupId, ...rules },
    CreateDefaultVpc: {},
    CreateInternetGateway: tagged('internet-gateway'),
    CreateNatGateway: { SubnetId: subnets[0], AllocationId: absent('eipalloc') },
    CreateRoute: { RouteTableId, DestinationCidrBlock, GatewayId: absent('igw') },
    CreateRouteTable: { VpcId, ...tagged('route-table') },
    CreateSecurityGroup: {
      GroupName: 'new',
      Description: 'd',
      VpcId,
      ...tagged('security-group'),
    },
    CreateSubnet: { VpcId, CidrBlock: '10.0.1.0/24', ...tagged('subnet') },
    CreateTags: { Resources: [VpcId, absent('vpc')], Tags: [{ Key: 'b', Value: '1' }] },
    CreateVpc: { CidrBlock: '10.1.0.0/16', ...tagged('vpc') },
    CreateVpcEndpoint: {
      VpcId,
      ServiceName: 'com.amazonaws.us-east-1.ecr.api',
      VpcEndpointType: 'Interface',
      SubnetIds: [SubnetId],
      SecurityGroupIds: [GroupId],
      ...tagged('vpc-endpoint'),
    },
    DeleteInternetGateway: { InternetGatewayId: absent('igw') },
    DeleteNatGateway: { NatGatewayId: absent('nat') },
    DeleteRoute: { RouteTableId, DestinationCidrBlock },
    DeleteRouteTable: { RouteTableId },
    DeleteSecurityGroup: { GroupId: absent('sg') },
    DeleteSubnet: { SubnetId: absent('subnet') },
    DeleteTags: { Resources: [VpcId, absent('vpc')], Tags: [{ Key: 'b' }] },
    DeleteVpc: { VpcId },
    DeleteVpcEndpoints: 'Endpoints that are not there are listed as unsuccessful.',
    DetachInternetGateway: { InternetGatewayId, VpcId },
    DisassociateRouteTable: { AssociationId: absent('rtbassoc') },
    ModifySubnetAttribute: { SubnetId: absent('subnet'), MapPublicIpOnLaunch: { Value: true } },
    ModifyVpcAttribute: { VpcId: absent('vpc'), EnableDnsSupport: { Value: false } },
    ReleaseAddress: { AllocationId: absent('eipalloc') },
    ReplaceRoute: { RouteTableId, DestinationCidrBlock, GatewayId: absent('igw') },
    ReplaceRouteTableAssociation: { AssociationId, RouteTableId: absent('rtb') },
    RevokeSecurityGroupEgress: { GroupId, ...rules },
    RevokeSecurityGroupIngress: { GroupId, ...rules },
  }
}
