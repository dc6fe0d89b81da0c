import { arn } from '../../kernel/arn.ts'
import type { Call } from '../../kernel/scope.ts'
import {
  type PermissionTable,
  type OperationPermission,
  on,
  onAnyResource,
  tagRecord,
} from '../../access/permission.ts'
import { defaultVpc } from './vpc.ts'
import { networkOf } from './state.ts'
import { kinds, taggable } from './tag.ts'

interface Specified {
  TagSpecifications?: unknown[]
}

interface Group {
  GroupId?: string
  GroupName?: string
}

const resourceArn = (call: Call, kind: string, id: string) => arn(call, 'ec2', `${kind}/${id}`)

/** Tagging a new resource is a permission of its own: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html */
const tagging = (operation: string, resource: string, { TagSpecifications = [] }: Specified) =>
  TagSpecifications.length === 0
    ? []
    : [{ action: 'ec2:CreateTags', resource, keys: { 'ec2:CreateAction': operation } }]

const securityGroup = on(({ GroupId, GroupName }: Group, call) =>
  resourceArn(call, 'security-group', GroupId ?? idOfGroup(call, GroupName) ?? '*'),
)

const idOfGroup = (call: Call, name: string | undefined) =>
  networkOf(call)
    .securityGroups.values()
    .find((group) => group.GroupName === name)?.GroupId

const tagged = ({ Resources }: { Resources: string[] }, call: Call): OperationPermission[] =>
  Resources.map((id) => ({ resource: resourceArn(call, kinds[id.split('-')[0]!] ?? '*', id) }))

interface Naming {
  AllocationId?: string
  InternetGatewayId?: string
  NatGatewayId?: string
  NetworkAclId?: string
  NetworkInterfaceId?: string
  RouteTableId?: string
  RouteTableIds?: string[]
  SecurityGroupIds?: string[]
  SubnetId?: string
  SubnetIds?: string[]
  VpcEndpointId?: string
  VpcEndpointIds?: string[]
  VpcId?: string
}

/** Every resource that an input names by its id. */
const named = (input: Naming, call: Call): OperationPermission[] =>
  Object.entries({
    'elastic-ip': input.AllocationId,
    'internet-gateway': input.InternetGatewayId,
    natgateway: input.NatGatewayId,
    'network-acl': input.NetworkAclId,
    'network-interface': input.NetworkInterfaceId,
    'route-table': input.RouteTableIds ?? input.RouteTableId,
    'security-group': input.SecurityGroupIds,
    subnet: input.SubnetIds ?? input.SubnetId,
    vpc: input.VpcId,
    'vpc-endpoint': input.VpcEndpointIds ?? input.VpcEndpointId,
  }).flatMap(([kind, ids]) =>
    [ids ?? []].flat().map((id) => ({ resource: resourceArn(call, kind, id) })),
  )

interface Changes {
  AddRouteTableIds?: string[]
  RemoveRouteTableIds?: string[]
  AddSecurityGroupIds?: string[]
  RemoveSecurityGroupIds?: string[]
  AddSubnetIds?: string[]
  RemoveSubnetIds?: string[]
}

/** A VPC endpoint and what it gets or loses. */
const changedEndpoint = (input: Naming & Changes, call: Call): OperationPermission[] =>
  named(
    {
      ...input,
      RouteTableIds: [...(input.AddRouteTableIds ?? []), ...(input.RemoveRouteTableIds ?? [])],
      SecurityGroupIds: [
        ...(input.AddSecurityGroupIds ?? []),
        ...(input.RemoveSecurityGroupIds ?? []),
      ],
      SubnetIds: [...(input.AddSubnetIds ?? []), ...(input.RemoveSubnetIds ?? [])],
    },
    call,
  )

/** The permissions on the new resource and on everything that it refers to. */
const making =
  (operation: string, kind: string) =>
  (input: Naming & Specified, call: Call): OperationPermission[] => {
    const resource = resourceArn(call, kind, '*')
    return [{ resource }, ...named(input, call), ...tagging(operation, resource, input)]
  }

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
export const permissions: PermissionTable = {
  keys: ['CreateAction', 'ResourceTag/'],
  omitsAnyResource: true,
  tagsOf: (call, resource) => tagRecord(taggable(call).get(resource.split('/').at(-1)!)?.tags),
  rules: {
    AllocateAddress: making('AllocateAddress', 'elastic-ip'),
    AssociateAddress: named,
    AssociateRouteTable: named,
    AssociateVpcCidrBlock: named,
    AttachInternetGateway: named,
    AuthorizeSecurityGroupEgress: securityGroup,
    AuthorizeSecurityGroupIngress: securityGroup,
    CreateDefaultSubnet: onAnyResource,
    CreateDefaultVpc: onAnyResource,
    CreateInternetGateway: making('CreateInternetGateway', 'internet-gateway'),
    CreateNatGateway: making('CreateNatGateway', 'natgateway'),
    CreateNetworkAcl: making('CreateNetworkAcl', 'network-acl'),
    CreateNetworkAclEntry: named,
    CreateRoute: named,
    CreateRouteTable: making('CreateRouteTable', 'route-table'),
    CreateSecurityGroup: (input: Specified & { VpcId?: string | undefined }, call) => {
      const resource = resourceArn(call, 'security-group', '*')
      const vpcId = input.VpcId ?? defaultVpc(call)?.VpcId
      return [
        { resource },
        ...(vpcId === undefined ? [] : [{ resource: resourceArn(call, 'vpc', vpcId) }]),
        ...tagging('CreateSecurityGroup', resource, input),
      ]
    },
    CreateSubnet: making('CreateSubnet', 'subnet'),
    CreateTags: tagged,
    CreateVpc: making('CreateVpc', 'vpc'),
    CreateVpcEndpoint: making('CreateVpcEndpoint', 'vpc-endpoint'),
    DeleteInternetGateway: named,
    DeleteNatGateway: named,
    DeleteNetworkAcl: named,
    DeleteNetworkAclEntry: named,
    DeleteNetworkInterface: named,
    DeleteRoute: named,
    DeleteRouteTable: named,
    DeleteSecurityGroup: securityGroup,
    DeleteSubnet: named,
    DeleteTags: tagged,
    DeleteVpc: named,
    DeleteVpcEndpoints: named,
    DescribeAccountAttributes: onAnyResource,
    DescribeAddresses: onAnyResource,
    DescribeAddressesAttribute: onAnyResource,
    DescribeAvailabilityZones: onAnyResource,
    DescribeInstances: onAnyResource,
    DescribeInternetGateways: onAnyResource,
    DescribeManagedPrefixLists: onAnyResource,
    DescribeNatGateways: onAnyResource,
    DescribeNetworkAcls: onAnyResource,
    DescribeNetworkInterfaces: onAnyResource,
    DescribePrefixLists: onAnyResource,
    DescribeRegions: onAnyResource,
    DescribeRouteTables: onAnyResource,
    DescribeSecurityGroupRules: onAnyResource,
    DescribeSecurityGroups: onAnyResource,
    DescribeSubnets: onAnyResource,
    DescribeTags: onAnyResource,
    DescribeVpcAttribute: named,
    DescribeVpcEndpointServices: onAnyResource,
    DescribeVpcEndpoints: onAnyResource,
    DescribeVpcs: onAnyResource,
    DescribeVpnGateways: onAnyResource,
    DetachInternetGateway: named,
    DetachNetworkInterface: on((_: object, call) => resourceArn(call, 'network-interface', '*')),
    DisassociateAddress: on((_: object, call) => resourceArn(call, 'elastic-ip', '*')),
    DisassociateRouteTable: on((_: object, call) => resourceArn(call, 'route-table', '*')),
    DisassociateVpcCidrBlock: on((_: object, call) => resourceArn(call, 'vpc', '*')),
    ModifySecurityGroupRules: securityGroup,
    ModifySubnetAttribute: named,
    ModifyVpcAttribute: named,
    ModifyVpcEndpoint: changedEndpoint,
    ReleaseAddress: named,
    ReplaceNetworkAclAssociation: named,
    ReplaceNetworkAclEntry: named,
    ReplaceRoute: named,
    ReplaceRouteTableAssociation: named,
    RevokeSecurityGroupEgress: securityGroup,
    RevokeSecurityGroupIngress: securityGroup,
    UpdateSecurityGroupRuleDescriptionsEgress: securityGroup,
    UpdateSecurityGroupRuleDescriptionsIngress: securityGroup,
  },
}
