import type {
  Tag,
  PrivateDnsNameOptionsOnLaunch,
  Vpc,
  Subnet,
  SecurityGroup,
  SecurityGroupRule,
  NetworkAcl,
  NetworkAclEntry,
  NetworkInterface,
  Route,
  RouteTable,
  InternetGateway,
  NatGateway,
  Address,
  VpcEndpoint,
} from '@aws-sdk/client-ec2'
import type { Scope } from '../../kernel/scope.ts'

export interface VpcRecord extends Vpc {
  VpcId: string
  CidrBlock: string
  CidrBlockAssociationSet: {
    AssociationId: string
    CidrBlock: string
    CidrBlockState: { State: 'associated' }
  }[]
  IsDefault: boolean
  Tags: Tag[]
  /** True if AWS's resolver answers in the VPC, which private DNS names require. */
  enableDnsSupport: boolean
  enableDnsHostnames: boolean
  enableNetworkAddressUsageMetrics: boolean
}

export interface SubnetRecord extends Subnet {
  SubnetId: string
  VpcId: string
  CidrBlock: string
  AvailabilityZone: string
  AvailableIpAddressCount: number
  PrivateDnsNameOptionsOnLaunch: PrivateDnsNameOptionsOnLaunch
  Tags: Tag[]
  /** The start of the next search for a free address, so that an address is not reused at once. */
  nextAddress: number
}

/** A security group; its rules are records of their own, from which IpPermissions is derived. */
export interface SecurityGroupRecord extends SecurityGroup {
  GroupId: string
  GroupName: string
  VpcId: string
  Tags: Tag[]
}

/** One rule with one peer, as DescribeSecurityGroupRules shows it. */
export interface SecurityGroupRuleRecord extends SecurityGroupRule {
  SecurityGroupRuleId: string
  GroupId: string
  IsEgress: boolean
  IpProtocol: string
  FromPort: number
  ToPort: number
  Tags: Tag[]
}

export interface NetworkInterfaceRecord extends NetworkInterface {
  NetworkInterfaceId: string
  SubnetId: string
  VpcId: string
  AvailabilityZone: string
  PrivateIpAddress: string
  PrivateDnsName: string
  MacAddress: string
  TagSet: Tag[]
  Groups: { GroupId: string; GroupName: string }[]
  /** The address of the container behind the interface. */
  realAddress?: string
}

export interface RouteTableAssociationRecord {
  Main: boolean
  RouteTableAssociationId: string
  RouteTableId: string
  SubnetId?: string
  AssociationState: { State: 'associated' }
}

export interface RouteTableRecord extends RouteTable {
  RouteTableId: string
  VpcId: string
  Associations: RouteTableAssociationRecord[]
  Routes: Route[]
  Tags: Tag[]
}

export interface InternetGatewayRecord extends InternetGateway {
  InternetGatewayId: string
  Attachments: { VpcId: string; State: 'attached' }[]
  Tags: Tag[]
}

export interface NatGatewayRecord extends NatGateway {
  NatGatewayId: string
  SubnetId: string
  VpcId: string
  State: 'available' | 'deleted' | 'failed'
  ConnectivityType: 'public' | 'private'
  NatGatewayAddresses: {
    AllocationId?: string
    NetworkInterfaceId?: string
    PrivateIp?: string
    PublicIp?: string
    IsPrimary: boolean
    Status: 'succeeded'
    AssociationId?: string
  }[]
  Tags: Tag[]
}

/** An Elastic IP address. */
export interface AddressRecord extends Address {
  AllocationId: string
  PublicIp: string
  Tags: Tag[]
}

export interface VpcEndpointRecord extends VpcEndpoint {
  VpcEndpointId: string
  VpcEndpointType: 'Gateway' | 'Interface'
  VpcId: string
  ServiceName: string
  PrivateDnsEnabled: boolean
  RouteTableIds: string[]
  SubnetIds: string[]
  Groups: { GroupId: string; GroupName: string }[]
  NetworkInterfaceIds: string[]
  Tags: Tag[]
}

export interface NetworkAclRecord extends NetworkAcl {
  NetworkAclId: string
  VpcId: string
  IsDefault: boolean
  Associations: { NetworkAclAssociationId: string; NetworkAclId: string; SubnetId: string }[]
  Entries: NetworkAclEntry[]
  Tags: Tag[]
}

export interface Network {
  vpcs: Map<string, VpcRecord>
  subnets: Map<string, SubnetRecord>
  securityGroups: Map<string, SecurityGroupRecord>
  securityGroupRules: Map<string, SecurityGroupRuleRecord>
  networkInterfaces: Map<string, NetworkInterfaceRecord>
  routeTables: Map<string, RouteTableRecord>
  internetGateways: Map<string, InternetGatewayRecord>
  natGateways: Map<string, NatGatewayRecord>
  addresses: Map<string, AddressRecord>
  vpcEndpoints: Map<string, VpcEndpointRecord>
  networkAcls: Map<string, NetworkAclRecord>
}

/** The owner of new resources. */
export type Owner = Pick<Scope, 'account' | 'region'>
