import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  bindAddress,
  createNetworkInterface,
} from '../../../../../localstack/services/ec2/network-interface.ts'
import { networkOf } from '../../../../../localstack/services/ec2/state.ts'
import { wayTo } from '../../../../../localstack/services/elbv2/proxy/way.ts'
import { balancingOf } from '../../../../../localstack/services/elbv2/state.ts'
import { openScope } from '../../../../support/scope.ts'
import type {
  LoadBalancerRecord,
  TargetGroupRecord,
} from '../../../../../localstack/services/elbv2/records.ts'
import { createVpc } from '../../../../../localstack/services/ec2/network/vpc.ts'
import { createSubnet } from '../../../../../localstack/services/ec2/network/subnet.ts'

/** A load balancer in a VPC with this block, whose members of the default group reach each other. */
function open(cidrBlock: string) {
  const scope = openScope({ settings: { port: 4566 } })
  const network = networkOf(scope)
  const vpcId = createVpc(network, scope, { cidrBlock }).VpcId
  const { SubnetId: subnetId } = createSubnet(network, scope, {
    vpcId,
    cidrBlock,
    zone: 'us-east-1a',
  })
  const attach = () => createNetworkInterface(scope, { subnetId, groups: [], description: 'test' })
  const interfaces = [{ interfaceId: attach().NetworkInterfaceId }]
  balancingOf(scope).loadBalancers.set('balancer', { interfaces } as LoadBalancerRecord)
  const group = { VpcId: vpcId, LoadBalancerArns: ['balancer'] } as TargetGroupRecord
  return { scope, attach, way: (id: string, port = 80) => wayTo(scope, group, { id, port }) }
}

test('a task is reached where its container is, once it has one', () => {
  const { scope, attach, way } = open('10.1.0.0/24')
  const task = attach()
  assert.equal(way(task.PrivateIpAddress), undefined)
  bindAddress(scope, task.NetworkInterfaceId, '172.17.0.9')
  assert.deepEqual(way(task.PrivateIpAddress), { host: '172.17.0.9', port: 80 })
  assert.deepEqual(way(task.PrivateIpAddress, 4566), { host: '172.17.0.9', port: 4566 })
})

test('an address of another private network is reached as it is', () => {
  const { way } = open('10.1.0.0/24')
  for (const host of ['10.2.0.1', '172.17.0.1', '192.168.1.7', '100.64.0.1'])
    assert.deepEqual(way(host), { host, port: 80 })
})

test('an address of the VPC that no interface has leads nowhere', () => {
  for (const [block, address] of [
    ['10.1.0.0/24', '10.1.0.77'],
    ['172.17.0.0/16', '172.17.0.1'],
    ['203.0.113.0/24', '203.0.113.7'],
  ] as const)
    assert.equal(open(block).way(address), undefined, address)
})

const never = [
  '127.0.0.1',
  '0.0.0.0',
  '169.254.169.254',
  '224.0.0.1',
  '240.0.0.1',
  '8.8.8.8',
].concat('255.255.255.255', '010.0.0.1', '10.1', '0x0a000001', '167772161', '::1', 'localhost')

test('this machine, the internet and what is no address are not reached, in whichever VPC', () => {
  for (const block of ['10.1.0.0/24', '127.0.0.0/16', '169.254.0.0/16', '0.0.0.0/16'])
    for (const address of never) assert.equal(open(block).way(address), undefined, address)
})

test('the emulator’s own port is not reached by any address of this machine', () => {
  const { way } = open('10.1.0.0/24')
  for (const address of ['172.17.0.1', '192.168.1.7'])
    assert.equal(way(address, 4566), undefined, address)
})
