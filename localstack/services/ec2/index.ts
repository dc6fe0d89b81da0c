import { awsError } from '../../kernel/errors.ts'
import { defineService } from '../service.ts'
import { valueText, type Violation } from '../../wire/validate.ts'
import { permissions } from './permissions.ts'
import { withDryRun } from './dry-run.ts'
import { AllocateAddress } from './operations/AllocateAddress.ts'
import { AssociateAddress } from './operations/AssociateAddress.ts'
import { AssociateRouteTable } from './operations/AssociateRouteTable.ts'
import { AssociateVpcCidrBlock } from './operations/AssociateVpcCidrBlock.ts'
import { AttachInternetGateway } from './operations/AttachInternetGateway.ts'
import { AuthorizeSecurityGroupEgress } from './operations/AuthorizeSecurityGroupEgress.ts'
import { AuthorizeSecurityGroupIngress } from './operations/AuthorizeSecurityGroupIngress.ts'
import { CreateDefaultSubnet } from './operations/CreateDefaultSubnet.ts'
import { CreateDefaultVpc } from './operations/CreateDefaultVpc.ts'
import { CreateInternetGateway } from './operations/CreateInternetGateway.ts'
import { CreateNatGateway } from './operations/CreateNatGateway.ts'
import { CreateNetworkAcl } from './operations/CreateNetworkAcl.ts'
import { CreateNetworkAclEntry } from './operations/CreateNetworkAclEntry.ts'
import { CreateRoute } from './operations/CreateRoute.ts'
import { CreateRouteTable } from './operations/CreateRouteTable.ts'
import { CreateSecurityGroup } from './operations/CreateSecurityGroup.ts'
import { CreateSubnet } from './operations/CreateSubnet.ts'
import { CreateTags } from './operations/CreateTags.ts'
import { CreateVpc } from './operations/CreateVpc.ts'
import { CreateVpcEndpoint } from './operations/CreateVpcEndpoint.ts'
import { DeleteInternetGateway } from './operations/DeleteInternetGateway.ts'
import { DeleteNatGateway } from './operations/DeleteNatGateway.ts'
import { DeleteNetworkAcl } from './operations/DeleteNetworkAcl.ts'
import { DeleteNetworkAclEntry } from './operations/DeleteNetworkAclEntry.ts'
import { DeleteNetworkInterface } from './operations/DeleteNetworkInterface.ts'
import { DeleteRoute } from './operations/DeleteRoute.ts'
import { DeleteRouteTable } from './operations/DeleteRouteTable.ts'
import { DeleteSecurityGroup } from './operations/DeleteSecurityGroup.ts'
import { DeleteSubnet } from './operations/DeleteSubnet.ts'
import { DeleteTags } from './operations/DeleteTags.ts'
import { DeleteVpc } from './operations/DeleteVpc.ts'
import { DeleteVpcEndpoints } from './operations/DeleteVpcEndpoints.ts'
import { DescribeAccountAttributes } from './operations/DescribeAccountAttributes.ts'
import { DescribeAddresses } from './operations/DescribeAddresses.ts'
import { DescribeAddressesAttribute } from './operations/DescribeAddressesAttribute.ts'
import { DescribeAvailabilityZones } from './operations/DescribeAvailabilityZones.ts'
import { DescribeInstances } from './operations/DescribeInstances.ts'
import { DescribeInternetGateways } from './operations/DescribeInternetGateways.ts'
import { DescribeManagedPrefixLists } from './operations/DescribeManagedPrefixLists.ts'
import { DescribeNatGateways } from './operations/DescribeNatGateways.ts'
import { DescribeNetworkAcls } from './operations/DescribeNetworkAcls.ts'
import { DescribeNetworkInterfaces } from './operations/DescribeNetworkInterfaces.ts'
import { DescribePrefixLists } from './operations/DescribePrefixLists.ts'
import { DescribeRegions } from './operations/DescribeRegions.ts'
import { DescribeRouteTables } from './operations/DescribeRouteTables.ts'
import { DescribeSecurityGroupRules } from './operations/DescribeSecurityGroupRules.ts'
import { DescribeSecurityGroups } from './operations/DescribeSecurityGroups.ts'
import { DescribeSubnets } from './operations/DescribeSubnets.ts'
import { DescribeTags } from './operations/DescribeTags.ts'
import { DescribeVpcAttribute } from './operations/DescribeVpcAttribute.ts'
import { DescribeVpcEndpointServices } from './operations/DescribeVpcEndpointServices.ts'
import { DescribeVpcEndpoints } from './operations/DescribeVpcEndpoints.ts'
import { DescribeVpcs } from './operations/DescribeVpcs.ts'
import { DescribeVpnGateways } from './operations/DescribeVpnGateways.ts'
import { DetachInternetGateway } from './operations/DetachInternetGateway.ts'
import { DetachNetworkInterface } from './operations/DetachNetworkInterface.ts'
import { DisassociateAddress } from './operations/DisassociateAddress.ts'
import { DisassociateRouteTable } from './operations/DisassociateRouteTable.ts'
import { DisassociateVpcCidrBlock } from './operations/DisassociateVpcCidrBlock.ts'
import { ModifySecurityGroupRules } from './operations/ModifySecurityGroupRules.ts'
import { ModifySubnetAttribute } from './operations/ModifySubnetAttribute.ts'
import { ModifyVpcAttribute } from './operations/ModifyVpcAttribute.ts'
import { ModifyVpcEndpoint } from './operations/ModifyVpcEndpoint.ts'
import { ReleaseAddress } from './operations/ReleaseAddress.ts'
import { ReplaceNetworkAclAssociation } from './operations/ReplaceNetworkAclAssociation.ts'
import { ReplaceNetworkAclEntry } from './operations/ReplaceNetworkAclEntry.ts'
import { ReplaceRoute } from './operations/ReplaceRoute.ts'
import { ReplaceRouteTableAssociation } from './operations/ReplaceRouteTableAssociation.ts'
import { RevokeSecurityGroupEgress } from './operations/RevokeSecurityGroupEgress.ts'
import { RevokeSecurityGroupIngress } from './operations/RevokeSecurityGroupIngress.ts'
import { UpdateSecurityGroupRuleDescriptionsEgress } from './operations/UpdateSecurityGroupRuleDescriptionsEgress.ts'
import { UpdateSecurityGroupRuleDescriptionsIngress } from './operations/UpdateSecurityGroupRuleDescriptionsIngress.ts'

export const ec2 = defineService({
  name: 'ec2',
  permissions,
  operations: withDryRun({
    AllocateAddress,
    AssociateAddress,
    AssociateRouteTable,
    AssociateVpcCidrBlock,
    AttachInternetGateway,
    AuthorizeSecurityGroupEgress,
    AuthorizeSecurityGroupIngress,
    CreateDefaultSubnet,
    CreateDefaultVpc,
    CreateInternetGateway,
    CreateNatGateway,
    CreateNetworkAcl,
    CreateNetworkAclEntry,
    CreateRoute,
    CreateRouteTable,
    CreateSecurityGroup,
    CreateSubnet,
    CreateTags,
    CreateVpc,
    CreateVpcEndpoint,
    DeleteInternetGateway,
    DeleteNatGateway,
    DeleteNetworkAcl,
    DeleteNetworkAclEntry,
    DeleteNetworkInterface,
    DeleteRoute,
    DeleteRouteTable,
    DeleteSecurityGroup,
    DeleteSubnet,
    DeleteTags,
    DeleteVpc,
    DeleteVpcEndpoints,
    DescribeAccountAttributes,
    DescribeAddresses,
    DescribeAddressesAttribute,
    DescribeAvailabilityZones,
    DescribeInstances,
    DescribeInternetGateways,
    DescribeManagedPrefixLists,
    DescribeNatGateways,
    DescribeNetworkAcls,
    DescribeNetworkInterfaces,
    DescribePrefixLists,
    DescribeRegions,
    DescribeRouteTables,
    DescribeSecurityGroupRules,
    DescribeSecurityGroups,
    DescribeSubnets,
    DescribeTags,
    DescribeVpcAttribute,
    DescribeVpcEndpointServices,
    DescribeVpcEndpoints,
    DescribeVpcs,
    DescribeVpnGateways,
    DetachInternetGateway,
    DetachNetworkInterface,
    DisassociateAddress,
    DisassociateRouteTable,
    DisassociateVpcCidrBlock,
    ModifySecurityGroupRules,
    ModifySubnetAttribute,
    ModifyVpcAttribute,
    ModifyVpcEndpoint,
    ReleaseAddress,
    ReplaceNetworkAclAssociation,
    ReplaceNetworkAclEntry,
    ReplaceRoute,
    ReplaceRouteTableAssociation,
    RevokeSecurityGroupEgress,
    RevokeSecurityGroupIngress,
    UpdateSecurityGroupRuleDescriptionsEgress,
    UpdateSecurityGroupRuleDescriptionsIngress,
  }),
  rejected: {
    'regional NAT gateways': ['CreateNatGateway.AvailabilityMode=regional'],
    'the member': [
      'CreateSubnet.Ipv6CidrBlock',
      'CreateVpc.Ipv4IpamPoolId',
      'CreateVpc.VpcEncryptionControl',
    ],
    'route tables of gateways': ['AssociateRouteTable.GatewayId'],
  },
  ignored: {
    DescribeAvailabilityZones: ['AllAvailabilityZones'],
    DescribeRegions: ['AllRegions'],
    DescribeNetworkInterfaces: ['IncludeManagedResources'],
  },
  invalid: ([first]) => invalid(first!),
})

/** The parameters that messages name otherwise than the model. */
const otherNames: Record<string, string> = {
  description: 'GroupDescription',
  groupName: 'GroupName',
  resources: 'resourceIdSet',
}

/** EC2 names one fault at a time, and a missing parameter by its name on the wire. */
function invalid({ path, value, kind }: Violation) {
  return kind === 'required'
    ? awsError(
        'MissingParameter',
        `The request must contain the parameter ${otherNames[path] ?? path}`,
      )
    : awsError(
        'InvalidParameterValue',
        `Value (${valueText(value)}) for parameter ${path} is invalid.`,
      )
}
