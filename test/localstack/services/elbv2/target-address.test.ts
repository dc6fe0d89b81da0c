import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { CreateSubnetCommand, CreateVpcCommand, EC2Client } from '@aws-sdk/client-ec2'
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { openServer } from '../../../support/balancer.ts'
import { privateAddress } from '../../../support/private-address.ts'
import { openEmulator, unique } from '../../../support/target.ts'
import { until } from '../../../support/until.ts'

test('a server of this machine does not become a target by a VPC that has its address', async () => {
  await using target = await openEmulator()
  await using server = await openServer((_request, response) => response.end('secret'))
  const address = privateAddress()
  const [first, second] = address.split('.')
  const ec2 = new EC2Client(target.config)
  const elb = new ElasticLoadBalancingV2Client(target.config)
  const CidrBlock = `${first}.${second}.0.0/16`
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock }))
  const { VpcId } = Vpc!
  const subnets = await Promise.all(
    [`${first}.${second}.0.0/17`, `${first}.${second}.128.0/17`].map(async (block, index) => {
      const AvailabilityZone = `us-east-1${'ab'[index]}`
      const input = { VpcId, CidrBlock: block, AvailabilityZone }
      return (await ec2.send(new CreateSubnetCommand(input))).Subnet!.SubnetId!
    }),
  )
  const { LoadBalancers } = await elb.send(
    new CreateLoadBalancerCommand({ Name: unique('web'), Subnets: subnets, Scheme: 'internal' }),
  )
  const { TargetGroups } = await elb.send(
    new CreateTargetGroupCommand({
      Name: unique('tg'),
      TargetType: 'ip',
      Protocol: 'HTTP',
      Port: 80,
      VpcId,
      HealthCheckIntervalSeconds: 5,
      HealthCheckTimeoutSeconds: 2,
      UnhealthyThresholdCount: 2,
    }),
  )
  const { TargetGroupArn } = TargetGroups![0]!
  await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: LoadBalancers![0]!.LoadBalancerArn,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    }),
  )
  const { port } = server.address() as AddressInfo
  const Targets = [{ Id: address, Port: port }]
  await elb.send(new RegisterTargetsCommand({ TargetGroupArn, Targets }))
  const health = await until('a result of the checks', async () => {
    const described = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }))
    const { State, Reason } = described.TargetHealthDescriptions![0]!.TargetHealth!
    return State !== 'initial' && [State, Reason]
  })
  assert.deepEqual(health, ['unhealthy', 'Target.Timeout'])
})
