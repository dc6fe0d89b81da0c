import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { VpcEndpointType } from '@aws-sdk/client-ec2'
import { endpointServiceFor } from '../../../../localstack/services/ec2/endpoint-service.ts'
import { createGatewayEndpoint } from '../../../../localstack/services/ec2/gateway-endpoint.ts'
import { createInterfaceEndpoint } from '../../../../localstack/services/ec2/interface-endpoint.ts'
import { createNatGateway } from '../../../../localstack/services/ec2/nat-gateway.ts'
import { createNetworkInterface } from '../../../../localstack/services/ec2/network-interface.ts'
import { routeTo } from '../../../../localstack/services/ec2/route.ts'
import { networkOf } from '../../../../localstack/services/ec2/state.ts'
import { openScope } from '../../../support/scope.ts'
import { createVpc } from '../../../../localstack/services/ec2/network/vpc.ts'
import { createSubnet } from '../../../../localstack/services/ec2/network/subnet.ts'
import {
  associate,
  createRouteTable,
  mainRouteTable,
} from '../../../../localstack/services/ec2/network/route-table.ts'
import { createGroup } from '../../../../localstack/services/ec2/network/security-group.ts'
import {
  createRule,
  securityGroupRulesOf,
} from '../../../../localstack/services/ec2/network/security-group-rule.ts'
import {
  attachInternetGateway,
  createInternetGateway,
} from '../../../../localstack/services/ec2/network/internet-gateway.ts'

/** A VPC with one subnet that leads to an internet gateway and one that leads nowhere. */
function open() {
  const scope = openScope()
  const network = networkOf(scope)
  const vpc = createVpc(network, scope, { cidrBlock: '10.0.0.0/16' })
  vpc.enableDnsHostnames = true
  const vpcId = vpc.VpcId
  const subnet = (cidrBlock: string) =>
    createSubnet(network, scope, { vpcId, cidrBlock, zone: 'us-east-1a' })
  const [open, closed] = [subnet('10.0.0.0/24'), subnet('10.0.1.0/24')]
  const gateway = createInternetGateway(network, scope)
  attachInternetGateway(gateway, vpcId)
  const table = createRouteTable(network, scope, vpc)
  associate(table, open.SubnetId)
  table.Routes.push({ DestinationCidrBlock: '0.0.0.0/0', GatewayId: gateway.InternetGatewayId })
  const main = mainRouteTable(network, vpcId)
  const group = (name: string) =>
    createGroup(network, scope, { name, description: name, vpcId }).GroupId
  const task = group('task')
  const from = (subnetId: string, hasPublicAddress = false) =>
    createNetworkInterface(scope, {
      subnetId,
      groups: [task],
      description: 'task',
      hasPublicAddress,
    })
  return {
    scope,
    network,
    vpc,
    open,
    closed,
    gateway: gateway.InternetGatewayId,
    table,
    main,
    group,
    task,
    from,
    reaches: (subnetId: string, service: string, hasPublicAddress = false) =>
      routeTo(scope, from(subnetId, hasPublicAddress), service),
    nat(inSubnet = open) {
      const address = {
        AllocationId: 'eipalloc-1',
        PublicIp: '52.94.0.1',
        Domain: 'vpc' as const,
        Tags: [],
      }
      const nat = createNatGateway(scope, { subnet: inSubnet, address, tags: [] })
      main.Routes.push({ DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: nat.NatGatewayId })
      return nat
    },
    endpoint(name: string, VpcEndpointType: VpcEndpointType, more: object) {
      const service = endpointServiceFor('us-east-1', name)!
      const create = VpcEndpointType === 'Gateway' ? createGatewayEndpoint : createInterfaceEndpoint
      return create(scope, { service, tags: [], given: { VpcId: vpcId, ...more } })
    },
    deny(groupId: string, isEgress: boolean) {
      for (const { SecurityGroupRuleId } of securityGroupRulesOf(network, groupId, isEgress))
        network.securityGroupRules.delete(SecurityGroupRuleId)
    },
    allow: (GroupId: string, rule: object) =>
      createRule(network, scope, {
        GroupId,
        IsEgress: false,
        IpProtocol: 'tcp',
        FromPort: 443,
        ToPort: 443,
        ...rule,
      }),
  }
}

test('a public subnet is a way out with a public address only', () => {
  const { open: subnet, gateway, reaches } = open()
  const without = reaches(subnet.SubnetId, 'ecr.api')
  assert.equal(without.reaches, false)
  assert.equal(
    without.reason,
    `${subnet.SubnetId} leads to the internet gateway ${gateway}, but the interface has no public address (assignPublicIp is DISABLED)`,
  )
  assert.match(without.address, /^52\.94\.\d+\.\d+$/)
  assert.deepEqual(reaches(subnet.SubnetId, 'ecr.api', true), {
    reaches: true,
    address: without.address,
    reason: `through ${gateway}`,
  })
  assert.equal(reaches(subnet.SubnetId, 'registry-1.docker.io', true).reaches, true)
})

test('a private subnet has no way out, even with a public address', () => {
  const { closed, main, reaches } = open()
  const { reaches: reached, reason } = reaches(closed.SubnetId, 'ecr.api', true)
  assert.equal(reached, false)
  assert.equal(
    reason,
    `${main.RouteTableId}, the route table of ${closed.SubnetId}, has no route to the internet`,
  )
})

test('a NAT gateway in a public subnet is a way out, until it is gone', () => {
  const { closed, nat, reaches, table } = open()
  const gateway = nat()
  const { NatGatewayId: id } = gateway
  const reason = () => reaches(closed.SubnetId, 'logs').reason
  assert.equal(reason(), `through ${id}`)
  const routes = table.Routes
  table.Routes = routes.slice(0, 1)
  assert.equal(
    reason(),
    `the NAT gateway ${id} is in ${gateway.SubnetId}, which does not lead to an internet gateway`,
  )
  table.Routes = routes
  gateway.State = 'deleted'
  assert.equal(reason(), `the NAT gateway ${id} is not available`)
})

test('a NAT gateway in a private subnet is no way out', () => {
  const { closed, nat, reaches } = open()
  const { NatGatewayId: id } = nat(closed)
  assert.deepEqual(
    [reaches(closed.SubnetId, 's3').reaches, reaches(closed.SubnetId, 's3').reason],
    [
      false,
      `the NAT gateway ${id} is in ${closed.SubnetId}, which does not lead to an internet gateway`,
    ],
  )
})

test('the most specific route decides', () => {
  const { open: subnet, reaches, table } = open()
  table.Routes.push({ DestinationCidrBlock: '52.0.0.0/8', NatGatewayId: 'nat-gone' })
  assert.equal(
    reaches(subnet.SubnetId, 'ecr.api', true).reason,
    'the NAT gateway nat-gone is not available',
  )
})

test('a security group that lets nothing out on 443 closes every way', () => {
  const { open: subnet, task, deny, allow, reaches } = open()
  const reached = () => reaches(subnet.SubnetId, 'ecr.api', true)
  deny(task, true)
  assert.deepEqual(
    [reached().reaches, reached().reason],
    [false, `the security groups ${task} let nothing out to the internet on port 443`],
  )
  allow(task, { IsEgress: true, CidrIpv4: '0.0.0.0/0', FromPort: 80, ToPort: 80 })
  assert.equal(reached().reaches, false)
  allow(task, { IsEgress: true, CidrIpv4: '10.0.0.0/16' })
  assert.equal(reached().reaches, false)
  allow(task, { IsEgress: true, CidrIpv4: '0.0.0.0/0' })
  assert.equal(reached().reaches, true)
})

test('an interface endpoint is a way to its service from all subnets, if its security group admits', () => {
  const { closed, open: subnet, endpoint, group, allow, reaches } = open()
  const admitting = group('endpoint')
  const { VpcEndpointId: id } = endpoint('ecr.api', 'Interface', {
    SubnetIds: [subnet.SubnetId],
    SecurityGroupIds: [admitting],
  })
  const before = reaches(closed.SubnetId, 'ecr.api')
  assert.match(before.address, /^10\.0\.0\.\d+$/)
  assert.deepEqual(
    [before.reaches, before.reason],
    [false, `the security groups of ${id} (${admitting}) do not admit the interface on port 443`],
  )
  assert.equal(
    reaches(subnet.SubnetId, 'ecr.api', true).reaches,
    false,
    'the endpoint hides the public addresses',
  )
  allow(admitting, { CidrIpv4: '10.0.0.0/16' })
  assert.equal(reaches(closed.SubnetId, 'ecr.api').reason, `through ${id}`)
  assert.equal(reaches(closed.SubnetId, 'ecr.dkr').reaches, false)
})

test('an interface endpoint without private DNS, or without a subnet, is none', () => {
  const { closed, endpoint, main, reaches } = open()
  endpoint('logs', 'Interface', { SubnetIds: [closed.SubnetId], PrivateDnsEnabled: false })
  assert.equal(
    reaches(closed.SubnetId, 'logs').reason,
    `${main.RouteTableId}, the route table of ${closed.SubnetId}, has no route to the internet`,
  )
  const { VpcEndpointId: id } = endpoint('ssm', 'Interface', {})
  assert.equal(reaches(closed.SubnetId, 'ssm').reason, `${id} is in no subnet`)
})

test('a gateway endpoint is a route of its tables, and its prefix list is a peer of security groups', () => {
  const { closed, endpoint, main, task, deny, allow, reaches } = open()
  const { VpcEndpointId: id } = endpoint('s3', 'Gateway', { RouteTableIds: [main.RouteTableId] })
  const s3 = () => reaches(closed.SubnetId, 's3')
  assert.equal(s3().reason, `through ${id}`)
  assert.equal(reaches(closed.SubnetId, 'ecr.api').reaches, false)
  deny(task, true)
  assert.equal(s3().reaches, false)
  const PrefixListId = endpointServiceFor('us-east-1', 's3')!.prefixListId
  allow(task, { IsEgress: true, PrefixListId })
  assert.equal(s3().reaches, true)
})

test('without the VPC’s DNS no service is found', () => {
  const { open: subnet, vpc, reaches } = open()
  vpc.enableDnsSupport = false
  const { reaches: reached, reason } = reaches(subnet.SubnetId, 'ecr.api', true)
  assert.deepEqual([reached, reason], [false, `DNS support is off in ${vpc.VpcId}`])
})
