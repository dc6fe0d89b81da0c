import { zonesOf } from '../zone.ts'
import type { VpcRecord, Network, Owner } from '../records.ts'
import { createVpc } from './vpc.ts'
import { createSubnet } from './subnet.ts'
import { mainRouteTable } from './route-table.ts'
import { attachInternetGateway, createInternetGateway } from './internet-gateway.ts'

/** The range of a default VPC. */
export const defaultBlock = '172.31.0.0/16'

/** Makes the VPC every account starts with: https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html */
export function createDefaultVpc(network: Network, owner: Owner): VpcRecord {
  const vpc = createVpc(network, owner, { cidrBlock: defaultBlock, isDefault: true })
  zonesOf(owner.region).forEach(({ ZoneName }, index) =>
    createSubnet(network, owner, {
      vpcId: vpc.VpcId,
      cidrBlock: `172.31.${index * 16}.0/20`,
      zone: ZoneName,
      isDefault: true,
    }),
  )
  const gateway = createInternetGateway(network, owner)
  attachInternetGateway(gateway, vpc.VpcId)
  mainRouteTable(network, vpc.VpcId).Routes.push({
    DestinationCidrBlock: '0.0.0.0/0',
    GatewayId: gateway.InternetGatewayId,
    Origin: 'CreateRoute',
    State: 'active',
  })
  return vpc
}
