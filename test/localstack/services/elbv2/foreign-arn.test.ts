import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DeleteLoadBalancerCommand,
  DeleteTargetGroupCommand,
  DescribeListenersCommand,
  DescribeRulesCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { defaultNetwork } from '../../../support/balancer.ts'
import { openTarget, unique } from '../../../support/target.ts'

const fixed = {
  Type: 'fixed-response' as const,
  FixedResponseConfig: { StatusCode: '404', ContentType: 'text/plain' },
}

test('a parent of another account, region or partition is not one’s own', async () => {
  await using target = await openTarget()
  const elb = new ElasticLoadBalancingV2Client(target.config)
  const { vpcId, subnetIds } = await defaultNetwork(target)
  const { LoadBalancers } = await elb.send(
    new CreateLoadBalancerCommand({ Name: unique('web'), Subnets: subnetIds.slice(0, 2) }),
  )
  const LoadBalancerArn = LoadBalancers![0]!.LoadBalancerArn!
  const { Listeners } = await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [fixed],
    }),
  )
  const ListenerArn = Listeners![0]!.ListenerArn!
  const { TargetGroups } = await elb.send(
    new CreateTargetGroupCommand({
      Name: unique('web'),
      Protocol: 'HTTP',
      Port: 80,
      TargetType: 'ip',
      VpcId: vpcId,
    }),
  )
  const TargetGroupArn = TargetGroups![0]!.TargetGroupArn!
  const foreign = (arn: string) => [
    arn.replace(/:\d{12}:/, ':210987654321:'),
    arn.replace(':us-east-1:', ':eu-west-1:'),
    arn.replace('arn:aws:', 'arn:aws-cn:'),
  ]
  for (const arn of foreign(LoadBalancerArn)) {
    const listener = { LoadBalancerArn: arn, Protocol: 'HTTP' as const, Port: 81 }
    await assert.rejects(
      elb.send(new CreateListenerCommand({ ...listener, DefaultActions: [fixed] })),
      { name: 'LoadBalancerNotFoundException' },
    )
  }
  for (const arn of foreign(ListenerArn))
    await assert.rejects(
      elb.send(
        new CreateRuleCommand({
          ListenerArn: arn,
          Priority: 1,
          Conditions: [{ Field: 'path-pattern', Values: ['/'] }],
          Actions: [fixed],
        }),
      ),
      { name: 'ListenerNotFoundException' },
    )
  for (const arn of foreign(TargetGroupArn)) {
    await assert.rejects(
      elb.send(new RegisterTargetsCommand({ TargetGroupArn: arn, Targets: [{ Id: '10.0.0.1' }] })),
      { name: 'TargetGroupNotFoundException' },
    )
    const forward = { Type: 'forward' as const, TargetGroupArn: arn }
    const listener = { LoadBalancerArn, Protocol: 'HTTP' as const, Port: 81 }
    await assert.rejects(
      elb.send(new CreateListenerCommand({ ...listener, DefaultActions: [forward] })),
      { name: 'TargetGroupNotFoundException' },
    )
  }
  const { Listeners: listeners } = await elb.send(new DescribeListenersCommand({ LoadBalancerArn }))
  assert.equal(listeners!.length, 1)
  const { Rules } = await elb.send(new DescribeRulesCommand({ ListenerArn }))
  assert.equal(Rules!.length, 1)
  const { TargetHealthDescriptions } = await elb.send(
    new DescribeTargetHealthCommand({ TargetGroupArn }),
  )
  assert.deepEqual(TargetHealthDescriptions, [])
  await elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }))
  await elb.send(new DeleteTargetGroupCommand({ TargetGroupArn }))
})
