import type { Scope } from '../../kernel/scope.ts'
import { defineState } from '../../kernel/define-state.ts'
import { runWithIdsFrom } from './id.ts'
import type { Network } from './records.ts'
import { createDefaultVpc } from './network/default-vpc.ts'

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
      networkAcls: new Map(),
    }
    runWithIdsFrom(`${where.account} ${where.region}`, () => createDefaultVpc(network, where))
    return network
  },
})

/** The network of an account in a region; a fresh one has its default VPC, as AWS's accounts have. */
export const networkOf = (scope: Scope): Network => scope.state(ec2State)
