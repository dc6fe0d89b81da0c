import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createNetworkInterface } from '../../../../localstack/services/ec2/network-interface.ts'
import { isAdmitted } from '../../../../localstack/services/ec2/reachability.ts'
import { networkOf } from '../../../../localstack/services/ec2/state.ts'
import { defaultVpc } from '../../../../localstack/services/ec2/vpc.ts'
import { openScope } from '../../../support/scope.ts'
import type { NetworkInterfaceRecord } from '../../../../localstack/services/ec2/records.ts'
import { createGroup } from '../../../../localstack/services/ec2/network/security-group.ts'
import {
  createRule,
  securityGroupRulesOf,
} from '../../../../localstack/services/ec2/network/security-group-rule.ts'

function open() {
  const scope = openScope()
  const network = networkOf(scope)
  const vpcId = defaultVpc(scope)!.VpcId
  const [subnetId] = network.subnets.keys()
  const group = (name: string) =>
    createGroup(network, scope, { name, description: name, vpcId }).GroupId
  const attach = (...groups: string[]) =>
    createNetworkInterface(scope, { subnetId: subnetId!, groups, description: 'test' })
  const allow = (GroupId: string, rule: object) =>
    createRule(network, scope, {
      GroupId,
      IsEgress: false,
      IpProtocol: 'tcp',
      FromPort: 8080,
      ToPort: 8090,
      ...rule,
    })
  const admits = (from: NetworkInterfaceRecord, to: NetworkInterfaceRecord, port: number) =>
    isAdmitted(scope, { from, to, port })
  return { network, group, attach, allow, admits }
}

test('members of the default group reach each other, others do not', () => {
  const { group, attach, admits } = open()
  const [one, two, stranger] = [attach(), attach(), attach(group('other'))]
  assert.equal(admits(one, two, 80), true)
  assert.equal(admits(stranger, one, 80), false)
})

test('a rule admits a group or a network, on its ports', () => {
  const { group, attach, allow, admits } = open()
  const balancer = group('balancer')
  const byGroup = group('by-group')
  const byNetwork = group('by-network')
  allow(byGroup, { ReferencedGroupInfo: { GroupId: balancer } })
  allow(byNetwork, { CidrIpv4: '172.31.0.0/16' })
  const from = attach(balancer)
  for (const to of [attach(byGroup), attach(byNetwork)]) {
    assert.equal(admits(from, to, 8080), true)
    assert.equal(admits(from, to, 80), false)
  }
})

test('without a way out nothing is reached', () => {
  const { network, group, attach, allow, admits } = open()
  const balancer = group('balancer')
  const task = group('task')
  allow(task, { CidrIpv4: '0.0.0.0/0' })
  for (const { SecurityGroupRuleId } of securityGroupRulesOf(network, balancer, true))
    network.securityGroupRules.delete(SecurityGroupRuleId)
  assert.equal(admits(attach(balancer), attach(task), 8080), false)
})

test('an address is not given out again at once', () => {
  const { attach } = open()
  assert.notEqual(attach().PrivateIpAddress, attach().PrivateIpAddress)
})
