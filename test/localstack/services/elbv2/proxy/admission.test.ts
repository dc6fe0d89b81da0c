import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  DeleteLoadBalancerCommand,
  ElasticLoadBalancingV2Client,
  SetSecurityGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DeleteRouteCommand,
  DeleteSecurityGroupCommand,
  DescribeInternetGatewaysCommand,
  DescribeRouteTablesCommand,
  DetachInternetGatewayCommand,
  EC2Client,
  type IpPermission,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2'
import { defaultNetwork } from '../../../../support/balancer.ts'
import { reach } from '../../../../../scripts/release/reach.ts'
import { openEmulator, openTarget, type Target, unique } from '../../../../support/target.ts'

async function open(target: Target, Scheme: 'internet-facing' | 'internal' = 'internet-facing') {
  const elb = new ElasticLoadBalancingV2Client(target.config)
  const ec2 = new EC2Client(target.config)
  const { vpcId: VpcId, subnetIds } = await defaultNetwork(target)
  const group = async () => {
    const { GroupId } = await ec2.send(
      new CreateSecurityGroupCommand({ GroupName: unique('g'), Description: 'test', VpcId }),
    )
    return GroupId!
  }
  const GroupId = await group()
  const name = unique('web')
  const { LoadBalancers } = await elb.send(
    new CreateLoadBalancerCommand({
      Name: name,
      Scheme,
      Subnets: subnetIds,
      SecurityGroups: [GroupId],
    }),
  )
  const LoadBalancerArn = LoadBalancers![0]!.LoadBalancerArn!
  await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200' } }],
    }),
  )
  const rule = (peer: IpPermission, port = 80) => ({
    GroupId,
    IpPermissions: [{ IpProtocol: 'tcp', FromPort: port, ToPort: port, ...peer }],
  })
  return {
    elb,
    ec2,
    GroupId,
    LoadBalancerArn,
    dnsName: LoadBalancers![0]!.DNSName!,
    group,
    allow: (peer: IpPermission, port?: number) =>
      ec2.send(new AuthorizeSecurityGroupIngressCommand(rule(peer, port))),
    revoke: (peer: IpPermission) => ec2.send(new RevokeSecurityGroupIngressCommand(rule(peer))),
    answers: async () => assert.equal((await fetch(`${target.url}/_aws/elb/${name}`)).status, 200),
    /** A second without an answer counts as none. */
    isSilent: () =>
      assert.rejects(
        fetch(`${target.url}/_aws/elb/${name}`, { signal: AbortSignal.timeout(1000) }),
        { name: 'TimeoutError' },
      ),
  }
}

const from = (CidrIp: string) => ({ IpRanges: [{ CidrIp }] })

test('a balancer answers only whom its security groups admit on the listener’s port', async () => {
  await using target = await openTarget()
  const { allow, answers, isSilent, group, revoke } = await open(target)
  await isSilent()
  await allow(from('10.0.0.0/8'))
  await allow({ UserIdGroupPairs: [{ GroupId: await group() }] })
  await allow(from('0.0.0.0/0'), 443)
  await isSilent()
  await allow(from('0.0.0.0/0'))
  await answers()
  await revoke(from('0.0.0.0/0'))
  await isSilent()
  const maybeTheCallers = from('198.51.100.0/24')
  await allow(maybeTheCallers)
  await answers()
})

test('an internal balancer is not reached from outside', async () => {
  await using target = await openTarget()
  const { allow, isSilent } = await open(target, 'internal')
  await allow(from('0.0.0.0/0'))
  await isSilent()
})

test('a security group of a balancer stays until the balancer has left it', async () => {
  await using target = await openTarget()
  const { elb, ec2, GroupId, LoadBalancerArn, group } = await open(target)
  const inUse = (id: string) => ({
    name: 'DependencyViolation',
    message: `resource ${id} has a dependent object`,
  })
  const remove = (id: string) => ec2.send(new DeleteSecurityGroupCommand({ GroupId: id }))
  await assert.rejects(remove(GroupId), inUse(GroupId))
  const other = await group()
  await elb.send(new SetSecurityGroupsCommand({ LoadBalancerArn, SecurityGroups: [other] }))
  await remove(GroupId)
  await assert.rejects(remove(other), inUse(other))
  await elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }))
  await remove(other)
})

test('more than five security groups are refused', async () => {
  await using target = await openTarget()
  const { elb, LoadBalancerArn, group } = await open(target)
  const SecurityGroups: string[] = []
  for (let count = 0; count < 6; count += 1) SecurityGroups.push(await group())
  await assert.rejects(
    elb.send(new SetSecurityGroupsCommand({ LoadBalancerArn, SecurityGroups })),
    {
      name: 'InvalidConfigurationRequestException',
      message: 'The maximum number of security groups for a load balancer is 5',
    },
  )
})

test('a balancer in subnets that lead nowhere is not reached', async () => {
  await using target = await openEmulator()
  const { ec2, allow, answers, isSilent } = await open(target)
  await allow(from('0.0.0.0/0'))
  await answers()
  const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({}))
  await ec2.send(
    new DeleteRouteCommand({
      RouteTableId: RouteTables![0]!.RouteTableId,
      DestinationCidrBlock: '0.0.0.0/0',
    }),
  )
  await isSilent()
})

test('an internet gateway stays while a balancer’s public addresses need it', async () => {
  await using target = await openEmulator()
  const { elb, ec2, LoadBalancerArn } = await open(target)
  const { vpcId: VpcId } = await defaultNetwork(target)
  const { InternetGateways } = await ec2.send(new DescribeInternetGatewaysCommand({}))
  const { InternetGatewayId } = InternetGateways![0]!
  const detach = () => ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }))
  await assert.rejects(detach(), {
    name: 'DependencyViolation',
    message: `Network ${VpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
  })
  await elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }))
  await detach()
})

test('the scripts name a balancer that does not answer as one that times out', async () => {
  await using target = await openTarget()
  const { dnsName } = await open(target)
  process.env.AWS_ENDPOINT_URL = target.url
  try {
    await assert.rejects(reach({ name: '', dnsName, port: 80 }, { path: '/' }), {
      message: 'timed out after 5 s waiting for a response',
    })
  } finally {
    delete process.env.AWS_ENDPOINT_URL
  }
})
