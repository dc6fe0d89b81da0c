import { awsError } from '../errors.ts'
import { defineService } from '../operation.ts'
import type { Violation } from '../protocol/validate.ts'
import { actions } from './actions.ts'
import { withDryRun } from './dry-run.ts'
import { AuthorizeSecurityGroupEgress } from './operations/AuthorizeSecurityGroupEgress.ts'
import { AuthorizeSecurityGroupIngress } from './operations/AuthorizeSecurityGroupIngress.ts'
import { CreateDefaultVpc } from './operations/CreateDefaultVpc.ts'
import { CreateSecurityGroup } from './operations/CreateSecurityGroup.ts'
import { CreateSubnet } from './operations/CreateSubnet.ts'
import { CreateTags } from './operations/CreateTags.ts'
import { CreateVpc } from './operations/CreateVpc.ts'
import { DeleteSecurityGroup } from './operations/DeleteSecurityGroup.ts'
import { DeleteSubnet } from './operations/DeleteSubnet.ts'
import { DeleteTags } from './operations/DeleteTags.ts'
import { DeleteVpc } from './operations/DeleteVpc.ts'
import { DescribeAvailabilityZones } from './operations/DescribeAvailabilityZones.ts'
import { DescribeInternetGateways } from './operations/DescribeInternetGateways.ts'
import { DescribeNetworkInterfaces } from './operations/DescribeNetworkInterfaces.ts'
import { DescribeRegions } from './operations/DescribeRegions.ts'
import { DescribeRouteTables } from './operations/DescribeRouteTables.ts'
import { DescribeSecurityGroupRules } from './operations/DescribeSecurityGroupRules.ts'
import { DescribeSecurityGroups } from './operations/DescribeSecurityGroups.ts'
import { DescribeSubnets } from './operations/DescribeSubnets.ts'
import { DescribeTags } from './operations/DescribeTags.ts'
import { DescribeVpcs } from './operations/DescribeVpcs.ts'
import { RevokeSecurityGroupEgress } from './operations/RevokeSecurityGroupEgress.ts'
import { RevokeSecurityGroupIngress } from './operations/RevokeSecurityGroupIngress.ts'

export const ec2 = defineService({
  name: 'ec2',
  actions,
  operations: withDryRun({
    AuthorizeSecurityGroupEgress,
    AuthorizeSecurityGroupIngress,
    CreateDefaultVpc,
    CreateSecurityGroup,
    CreateSubnet,
    CreateTags,
    CreateVpc,
    DeleteSecurityGroup,
    DeleteSubnet,
    DeleteTags,
    DeleteVpc,
    DescribeAvailabilityZones,
    DescribeInternetGateways,
    DescribeNetworkInterfaces,
    DescribeRegions,
    DescribeRouteTables,
    DescribeSecurityGroupRules,
    DescribeSecurityGroups,
    DescribeSubnets,
    DescribeTags,
    DescribeVpcs,
    RevokeSecurityGroupEgress,
    RevokeSecurityGroupIngress,
  }),
  ignored: {
    CreateVpc: ['InstanceTenancy', 'AmazonProvidedIpv6CidrBlock'],
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
        `Value (${String(value)}) for parameter ${path} is invalid.`,
      )
}
