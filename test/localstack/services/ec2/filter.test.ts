import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  DescribeAddressesCommand,
  DescribeAvailabilityZonesCommand,
  DescribeInternetGatewaysCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeTagsCommand,
  DescribeVpcEndpointServicesCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  DescribeVpnGatewaysCommand,
  EC2Client,
  type Filter,
} from '@aws-sdk/client-ec2'
import { openTarget } from '../../../support/target.ts'

type Describe = (ec2: EC2Client, Filters: Filter[]) => Promise<object>

/** The filters of each call in AWS's API reference, besides those of tags. */
const documented: [Describe, string][] = [
  [
    (ec2, Filters) => ec2.send(new DescribeAddressesCommand({ Filters })),
    'allocation-id association-id instance-id network-border-group network-interface-id network-interface-owner-id private-ip-address public-ip',
  ],
  [
    (ec2, Filters) => ec2.send(new DescribeAvailabilityZonesCommand({ Filters })),
    'group-long-name group-name message opt-in-status parent-zone-id parent-zone-name region-name state zone-id zone-name zone-type',
  ],
  [
    (ec2, Filters) => ec2.send(new DescribeInternetGatewaysCommand({ Filters })),
    'attachment.state attachment.vpc-id internet-gateway-id owner-id',
  ],
  [
    (ec2, Filters) => ec2.send(new DescribeNatGatewaysCommand({ Filter: Filters })),
    'nat-gateway-id state subnet-id vpc-id',
  ],
  [
    (ec2, Filters) => ec2.send(new DescribeNetworkAclsCommand({ Filters })),
    'association.association-id association.network-acl-id association.subnet-id default entry.cidr entry.icmp.code entry.icmp.type entry.ipv6-cidr entry.port-range.from entry.port-range.to entry.protocol entry.rule-action entry.egress entry.rule-number network-acl-id owner-id vpc-id',
  ],
  [
    (ec2, Filters) => ec2.send(new DescribeNetworkInterfacesCommand({ Filters })),
    'association.allocation-id association.association-id addresses.association.owner-id addresses.association.public-ip addresses.primary addresses.private-ip-address association.ip-owner-id association.public-ip association.public-dns-name attachment.attach-time attachment.attachment-id attachment.delete-on-termination attachment.device-index attachment.instance-id attachment.instance-owner-id attachment.status availability-zone availability-zone-id description group-id ipv6-addresses.ipv6-address interface-type mac-address network-interface-id operator.managed operator.principal owner-id private-dns-name private-ip-address requester-id requester-managed source-dest-check status subnet-id vpc-id',
  ],
  [
    (ec2, Filters) => ec2.send(new DescribeRouteTablesCommand({ Filters })),
    'association.gateway-id association.route-table-association-id association.route-table-id association.subnet-id association.main owner-id route-table-id route.destination-cidr-block route.destination-ipv6-cidr-block route.destination-prefix-list-id route.egress-only-internet-gateway-id route.gateway-id route.instance-id route.nat-gateway-id route.transit-gateway-id route.origin route.state route.vpc-peering-connection-id vpc-id',
  ],
  [
    (ec2, Filters) => ec2.send(new DescribeSecurityGroupsCommand({ Filters })),
    'description egress.ip-permission.cidr egress.ip-permission.from-port egress.ip-permission.group-id egress.ip-permission.group-name egress.ip-permission.ipv6-cidr egress.ip-permission.prefix-list-id egress.ip-permission.protocol egress.ip-permission.to-port egress.ip-permission.user-id group-id group-name ip-permission.cidr ip-permission.from-port ip-permission.group-id ip-permission.group-name ip-permission.ipv6-cidr ip-permission.prefix-list-id ip-permission.protocol ip-permission.to-port ip-permission.user-id owner-id vpc-id',
  ],
  [
    (ec2, Filters) => ec2.send(new DescribeSecurityGroupRulesCommand({ Filters })),
    'security-group-rule-id',
  ],
  [
    (ec2, Filters) => ec2.send(new DescribeSubnetsCommand({ Filters })),
    'availability-zone availability-zone-id available-ip-address-count cidr-block customer-owned-ipv4-pool default-for-az enable-dns64 enable-lni-at-device-index ipv6-cidr-block-association.ipv6-cidr-block ipv6-cidr-block-association.association-id ipv6-cidr-block-association.state ipv6-native map-customer-owned-ip-on-launch map-public-ip-on-launch outpost-arn owner-id private-dns-name-options-on-launch.hostname-type private-dns-name-options-on-launch.enable-resource-name-dns-a-record private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record state subnet-arn subnet-id vpc-id',
  ],
  [
    (ec2, Filters) => ec2.send(new DescribeTagsCommand({ Filters })),
    'key resource-id resource-type value',
  ],
  [
    (ec2, Filters) => ec2.send(new DescribeVpcEndpointServicesCommand({ Filters })),
    'owner service-name service-region service-type supported-ip-address-types',
  ],
  [
    (ec2, Filters) => ec2.send(new DescribeVpcEndpointsCommand({ Filters })),
    'ip-address-type service-name service-region vpc-id vpc-endpoint-id vpc-endpoint-state vpc-endpoint-type',
  ],
  [
    (ec2, Filters) => ec2.send(new DescribeVpcsCommand({ Filters })),
    'cidr cidr-block-association.cidr-block cidr-block-association.association-id cidr-block-association.state dhcp-options-id ipv6-cidr-block-association.ipv6-cidr-block ipv6-cidr-block-association.ipv6-pool ipv6-cidr-block-association.association-id ipv6-cidr-block-association.state is-default owner-id state vpc-id',
  ],
  [
    (ec2, Filters) => ec2.send(new DescribeVpnGatewaysCommand({ Filters })),
    'amazon-side-asn attachment.state attachment.vpc-id availability-zone state type vpn-gateway-id',
  ],
]

const filter = (Name: string) => ({ Name, Values: ['nothing has this value'] })

test('every filter that AWS documents is known, and no other one', async () => {
  await using target = await openTarget()
  const ec2 = new EC2Client(target.config)
  for (const [describe, names] of documented) {
    await describe(ec2, [...names.split(' '), 'tag-key', 'tag-value', 'tag:Name'].map(filter))
    await assert.rejects(describe(ec2, [filter('colour')]), {
      name: 'InvalidParameterValue',
      message: "The filter 'colour' is invalid",
    })
  }
})
