import { awsError } from '../../kernel/errors.ts'
import { defineService } from '../service.ts'
import { valueText, type Violation } from '../../wire/validate.ts'
import { permissions } from './permissions.ts'
import { withDryRun } from './dry-run.ts'
import { AllocateAddress } from './operations/AllocateAddress.ts'
import { AssociateRouteTable } from './operations/AssociateRouteTable.ts'
import { AttachInternetGateway } from './operations/AttachInternetGateway.ts'
import { AuthorizeSecurityGroupEgress } from './operations/AuthorizeSecurityGroupEgress.ts'
import { AuthorizeSecurityGroupIngress } from './operations/AuthorizeSecurityGroupIngress.ts'
import { CreateDefaultVpc } from './operations/CreateDefaultVpc.ts'
import { CreateInternetGateway } from './operations/CreateInternetGateway.ts'
import { CreateNatGateway } from './operations/CreateNatGateway.ts'
import { CreateRoute } from './operations/CreateRoute.ts'
import { CreateRouteTable } from './operations/CreateRouteTable.ts'
import { CreateSecurityGroup } from './operations/CreateSecurityGroup.ts'
import { CreateSubnet } from './operations/CreateSubnet.ts'
import { CreateTags } from './operations/CreateTags.ts'
import { CreateVpc } from './operations/CreateVpc.ts'
import { CreateVpcEndpoint } from './operations/CreateVpcEndpoint.ts'
import { DeleteInternetGateway } from './operations/DeleteInternetGateway.ts'
import { DeleteNatGateway } from './operations/DeleteNatGateway.ts'
import { DeleteRoute } from './operations/DeleteRoute.ts'
import { DeleteRouteTable } from './operations/DeleteRouteTable.ts'
import { DeleteSecurityGroup } from './operations/DeleteSecurityGroup.ts'
import { DeleteSubnet } from './operations/DeleteSubnet.ts'
import { DeleteTags } from './operations/DeleteTags.ts'
import { DeleteVpc } from './operations/DeleteVpc.ts'
import { DeleteVpcEndpoints } from './operations/DeleteVpcEndpoints.ts'
import { DescribeAddresses } from './operations/DescribeAddresses.ts'
import { DescribeAvailabilityZones } from './operations/DescribeAvailabilityZones.ts'
import { DescribeInternetGateways } from './operations/DescribeInternetGateways.ts'
import { DescribeNatGateways } from './operations/DescribeNatGateways.ts'
import { DescribeNetworkInterfaces } from './operations/DescribeNetworkInterfaces.ts'
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
import { DetachInternetGateway } from './operations/DetachInternetGateway.ts'
import { DisassociateRouteTable } from './operations/DisassociateRouteTable.ts'
import { ModifySubnetAttribute } from './operations/ModifySubnetAttribute.ts'
import { ModifyVpcAttribute } from './operations/ModifyVpcAttribute.ts'
import { ReleaseAddress } from './operations/ReleaseAddress.ts'
import { ReplaceRoute } from './operations/ReplaceRoute.ts'
import { ReplaceRouteTableAssociation } from './operations/ReplaceRouteTableAssociation.ts'
import { RevokeSecurityGroupEgress } from './operations/RevokeSecurityGroupEgress.ts'
import { RevokeSecurityGroupIngress } from './operations/RevokeSecurityGroupIngress.ts'

export const ec2 = defineService({
  name: 'ec2',
  permissions,
  operations: withDryRun({
    AllocateAddress,
    AssociateRouteTable,
    AttachInternetGateway,
    AuthorizeSecurityGroupEgress,
    AuthorizeSecurityGroupIngress,
    CreateDefaultVpc,
    CreateInternetGateway,
    CreateNatGateway,
    CreateRoute,
    CreateRouteTable,
    CreateSecurityGroup,
    CreateSubnet,
    CreateTags,
    CreateVpc,
    CreateVpcEndpoint,
    DeleteInternetGateway,
    DeleteNatGateway,
    DeleteRoute,
    DeleteRouteTable,
    DeleteSecurityGroup,
    DeleteSubnet,
    DeleteTags,
    DeleteVpc,
    DeleteVpcEndpoints,
    DescribeAddresses,
    DescribeAvailabilityZones,
    DescribeInternetGateways,
    DescribeNatGateways,
    DescribeNetworkInterfaces,
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
    DetachInternetGateway,
    DisassociateRouteTable,
    ModifySubnetAttribute,
    ModifyVpcAttribute,
    ReleaseAddress,
    ReplaceRoute,
    ReplaceRouteTableAssociation,
    RevokeSecurityGroupEgress,
    RevokeSecurityGroupIngress,
  }),
  rejected: {
    'regional NAT gateways': ['CreateNatGateway.AvailabilityMode=regional'],
    'route tables of gateways': ['AssociateRouteTable.GatewayId'],
  },
  ignored: {
    CreateVpc: ['InstanceTenancy', 'AmazonProvidedIpv6CidrBlock'],
    CreateVpcEndpoint: ['PolicyDocument', 'IpAddressType', 'DnsOptions'],
    DescribeAvailabilityZones: ['AllAvailabilityZones'],
    DescribeRegions: ['AllRegions'],
    DescribeNetworkInterfaces: ['IncludeManagedResources'],
  },
  invalid: ([first]) => invalid(first!),
})

/** EC2 names one fault at a time, and a missing parameter by its name on the wire. */
function invalid({ path, value, kind }: Violation) {
  return kind === 'required'
    ? awsError('MissingParameter', `The request must contain the parameter ${path}`)
    : awsError(
        'InvalidParameterValue',
        `Value (${valueText(value)}) for parameter ${path} is invalid.`,
      )
}
