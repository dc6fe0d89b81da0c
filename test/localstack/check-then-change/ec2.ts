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
  const { NetworkAclId } = (
    await create<{ NetworkAcl: { NetworkAclId: string } }>('CreateNetworkAcl', { VpcId })
  ).NetworkAcl
  const entry = { NetworkAclId, RuleNumber: 100, Protocol: '-1', RuleAction: 'allow' }
  await create('CreateNetworkAclEntry', { ...entry, Egress: false, CidrBlock: '10.0.0.0/8' })
  const { VpcEndpointId } = (
    await create<{ VpcEndpoint: { VpcEndpointId: string } }>('CreateVpcEndpoint', {
      VpcId,
      ServiceName: 'com.amazonaws.us-east-1.s3',
    })
  ).VpcEndpoint
  const { SecurityGroupRules } = await create<{
    SecurityGroupRules: { SecurityGroupRuleId: string }[]
  }>('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions: [admit(9, '10.0.0.0/8')] })
  const { SecurityGroupRuleId } = SecurityGroupRules[0]!
  const absent = (kind: string) => `${kind}-00000000000000000`
  const DestinationCidrBlock = '192.168.0.0/16'
  return {
    AllocateAddress: { Domain: 'vpc', ...tagged('elastic-ip') },
    AssociateAddress: { AllocationId: absent('eipalloc'), NetworkInterfaceId: absent('eni') },
    AssociateRouteTable: { RouteTableId, SubnetId: subnets[0] },
    AssociateVpcCidrBlock: { VpcId, CidrBlock: '10.0.0.0/20' },
    AttachInternetGateway: { InternetGatewayId, VpcId: absent('vpc') },
    AuthorizeSecurityGroupEgress: { GroupId, ...rules },
    AuthorizeSecurityGroupIngress: { GroupId, ...rules },
    CreateDefaultSubnet: { AvailabilityZone: 'us-east-1a' },
    CreateDefaultVpc: {},
    CreateInternetGateway: tagged('internet-gateway'),
    CreateNatGateway: { SubnetId: subnets[0], AllocationId: absent('eipalloc') },
    CreateNetworkAcl: { VpcId, ...tagged('network-acl') },
    CreateNetworkAclEntry: { ...entry, Egress: false, CidrBlock: '10.0.0.0/8' },
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
    DeleteNetworkAcl: { NetworkAclId: absent('acl') },
    DeleteNetworkAclEntry: { NetworkAclId, RuleNumber: 99, Egress: false },
    DeleteNetworkInterface: { NetworkInterfaceId: absent('eni') },
    DeleteRoute: { RouteTableId, DestinationCidrBlock },
    DeleteRouteTable: { RouteTableId },
    DeleteSecurityGroup: { GroupId: absent('sg') },
    DeleteSubnet: { SubnetId: absent('subnet') },
    DeleteTags: { Resources: [VpcId, absent('vpc')], Tags: [{ Key: 'b' }] },
    DeleteVpc: { VpcId },
    DeleteVpcEndpoints: 'Endpoints that are not there are listed as unsuccessful.',
    DetachInternetGateway: { InternetGatewayId, VpcId },
    DetachNetworkInterface: { AttachmentId: absent('eni-attach') },
    DisassociateAddress: { AssociationId: absent('eipassoc') },
    DisassociateRouteTable: { AssociationId: absent('rtbassoc') },
    DisassociateVpcCidrBlock: { AssociationId: absent('vpc-cidr-assoc') },
    ModifySecurityGroupRules: {
      GroupId,
      SecurityGroupRules: [
        {
          SecurityGroupRuleId,
          SecurityGroupRule: { IpProtocol: 'tcp', FromPort: 8, ToPort: 8, CidrIpv4: '10.0.0.0/8' },
        },
        { SecurityGroupRuleId: absent('sgr'), SecurityGroupRule: { IpProtocol: '-1' } },
      ],
    },
    ModifySubnetAttribute: { SubnetId: absent('subnet'), MapPublicIpOnLaunch: { Value: true } },
    ModifyVpcAttribute: { VpcId: absent('vpc'), EnableDnsSupport: { Value: false } },
    ModifyVpcEndpoint: { VpcEndpointId, AddRouteTableIds: [RouteTableId, absent('rtb')] },
    ReleaseAddress: { AllocationId: absent('eipalloc') },
    ReplaceNetworkAclAssociation: { AssociationId: absent('aclassoc'), NetworkAclId },
    ReplaceNetworkAclEntry: { ...entry, RuleNumber: 99, Egress: false, CidrBlock: '10.0.0.0/8' },
    ReplaceRoute: { RouteTableId, DestinationCidrBlock, GatewayId: absent('igw') },
    ReplaceRouteTableAssociation: { AssociationId, RouteTableId: absent('rtb') },
    RevokeSecurityGroupEgress: { GroupId, ...rules },
    RevokeSecurityGroupIngress: { GroupId, ...rules },
    UpdateSecurityGroupRuleDescriptionsEgress: { GroupId, ...rules },
    UpdateSecurityGroupRuleDescriptionsIngress: {
      GroupId,
      IpPermissions: [admit(9, '10.0.0.0/8'), admit(2, '10.0.0.0/8')],
    },
  }
}
