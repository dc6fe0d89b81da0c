import type { Scope } from '../../kernel/scope.ts'
import { defineState } from '../../kernel/store.ts'
import { createDefaultVpc } from './default-vpc.ts'
import { withIdsFrom } from './id.ts'
import type { Address } from './address.ts'
import type { InternetGateway } from './internet-gateway.ts'
import type { NatGateway } from './nat-gateway.ts'
import type { NetworkInterface } from './network-interface.ts'
import type { RouteTable } from './route-table.ts'
import type { SecurityGroup } from './security-group.ts'
import type { SecurityGroupRule } from './security-group-rule.ts'
import type { Subnet } from './subnet.ts'
import type { Vpc } from './vpc.ts'
import type { VpcEndpoint } from './vpc-endpoint.ts'

export interface Network {
  vpcs: Map<string, Vpc>
  subnets: Map<string, Subnet>
  securityGroups: Map<string, SecurityGroup>
  securityGroupRules: Map<string, SecurityGroupRule>
  networkInterfaces: Map<string, NetworkInterface>
  routeTables: Map<string, RouteTable>
  internetGateways: Map<string, InternetGateway>
  natGateways: Map<string, NatGateway>
  addresses: Map<string, Address>
  vpcEndpoints: Map<string, VpcEndpoint>
}

const ec2State = defineState<Network>({
  name: 'ec2',
  initial: (where) => {
    const network: Network = {
      vpcs: new Map(),
      subnets: new Map(),
      securityGroups: new Map(),
      securityGroupRules: new Map(),
      networkInterfaces: new Map(),
      routeTables: new Map(),
      internetGateways: new Map(),
      natGateways: new Map(),
      addresses: new Map(),
      vpcEndpoints: new Map(),
    }
    withIdsFrom(`${where.account} ${where.region}`, () => createDefaultVpc(network, where))
    return network
  },
})

/** The network of an account in a region; a fresh one has its default VPC, as AWS's accounts have. */
export const networkOf = (scope: Scope): Network => scope.state(ec2State)

/** Whose resources an operation makes. */
export type Owner = Pick<Scope, 'account' | 'region'>
