import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreateLoadBalancerCommand,
  CreateListenerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DeleteRuleCommand,
  DescribeListenersCommand,
  DescribeRulesCommand,
  ModifyListenerCommand,
  type RuleCondition,
  SetRulePrioritiesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { CreateVpcCommand, EC2Client } from '@aws-sdk/client-ec2'
import { defaultNetwork, openBalancer } from '../../../support/balancer.ts'
import { openTarget, unique } from '../../../support/target.ts'

const tea = {
  Type: 'fixed-response',
  FixedResponseConfig: { StatusCode: '418', MessageBody: 'tea' },
} as const

test('a listener shows its actions written out, and moves to another port', async () => {
  await using target = await openTarget()
  const { elb, listenerArn, targetGroupArn, loadBalancerArn } = await openBalancer(target)
  const describe = async () =>
    (await elb.send(new DescribeListenersCommand({ LoadBalancerArn: loadBalancerArn }))).Listeners!
  assert.deepEqual((await describe())[0]!.DefaultActions, [
    {
      Type: 'forward',
      TargetGroupArn: targetGroupArn,
      ForwardConfig: {
        TargetGroups: [{ TargetGroupArn: targetGroupArn, Weight: 1 }],
        TargetGroupStickinessConfig: { Enabled: false },
      },
    },
  ])
  await elb.send(
    new ModifyListenerCommand({ ListenerArn: listenerArn, Port: 8080, DefaultActions: [tea] }),
  )
  const [moved] = await describe()
  assert.equal(moved!.Port, 8080)
  assert.equal(moved!.DefaultActions![0]!.Type, 'fixed-response')
})

test('what ELB refuses of a listener is refused', async () => {
  await using target = await openTarget()
  const { elb, loadBalancerArn, targetGroupArn, listen } = await openBalancer(target)
  await assert.rejects(listen(80, tea), {
    name: 'DuplicateListenerException',
    message: `A listener already exists on this port for this load balancer '${loadBalancerArn}'`,
  })
  await assert.rejects(listen(81, { Type: 'forward' }), {
    name: 'ValidationError',
    message: 'A target group ARN must be specified',
  })
  const missing = targetGroupArn.replace(/\w+$/, '0123456789abcdef')
  await assert.rejects(listen(81, { Type: 'forward', TargetGroupArn: missing }), {
    name: 'TargetGroupNotFoundException',
    message: `Target groups '${missing}' not found`,
  })
  await assert.rejects(
    listen(81, { Type: 'redirect', RedirectConfig: { StatusCode: 'HTTP_301' } }),
    {
      name: 'InvalidLoadBalancerActionException',
      message: 'The redirect configuration is not valid because it creates a loop.',
    },
  )
  const secure = { LoadBalancerArn: loadBalancerArn, Port: 443, DefaultActions: [tea] }
  await assert.rejects(elb.send(new CreateListenerCommand({ ...secure, Protocol: 'HTTPS' })), {
    name: 'ValidationError',
    message: 'A certificate must be specified for HTTPS listeners',
  })
  await assert.rejects(elb.send(new CreateListenerCommand({ ...secure, Protocol: 'TCP' })), {
    name: 'ValidationError',
    message: "Listener protocol 'TCP' must be one of 'HTTPS, HTTP'",
  })
})

test('a listener forwards only to groups of its VPC that no other balancer has', async () => {
  await using target = await openTarget()
  const { elb, loadBalancerArn, targetGroupArn, listen } = await openBalancer(target)
  const { Vpc } = await new EC2Client(target.config).send(
    new CreateVpcCommand({ CidrBlock: '10.6.0.0/16' }),
  )
  const { TargetGroups } = await elb.send(
    new CreateTargetGroupCommand({
      Name: unique('tg'),
      Protocol: 'HTTP',
      Port: 80,
      VpcId: Vpc!.VpcId!,
    }),
  )
  const foreign = TargetGroups![0]!.TargetGroupArn!
  await assert.rejects(listen(81, { Type: 'forward', TargetGroupArn: foreign }), {
    name: 'InvalidConfigurationRequestException',
    message: `Target group '${foreign}' is in a different VPC than load balancer '${loadBalancerArn}'`,
  })
  const { subnetIds } = await defaultNetwork(target)
  const { LoadBalancers } = await elb.send(
    new CreateLoadBalancerCommand({ Name: unique('other'), Subnets: subnetIds }),
  )
  await assert.rejects(
    elb.send(
      new CreateListenerCommand({
        LoadBalancerArn: LoadBalancers![0]!.LoadBalancerArn!,
        Protocol: 'HTTP',
        Port: 80,
        DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroupArn }],
      }),
    ),
    {
      name: 'TargetGroupAssociationLimitException',
      message: `The following target groups cannot be associated with more than one load balancer: ${targetGroupArn}`,
    },
  )
})

test('rules have priorities of their own, can swap them, and the default stays', async () => {
  await using target = await openTarget()
  const { elb, listenerArn: ListenerArn } = await openBalancer(target)
  const create = async (Priority: number, ...Conditions: RuleCondition[]) =>
    (await elb.send(new CreateRuleCommand({ ListenerArn, Priority, Conditions, Actions: [tea] })))
      .Rules![0]!.RuleArn!
  const path = (value: string) => ({ Field: 'path-pattern', Values: [value] })
  const first = await create(1, path('/a'))
  const second = await create(2, path('/b'))
  await assert.rejects(create(1, path('/c')), {
    name: 'PriorityInUseException',
    message: "Priority '1' is currently in use",
  })
  await assert.rejects(create(3, { Field: 'colour', Values: ['red'] }), {
    name: 'ValidationError',
    message:
      "Condition field 'colour' must be one of 'http-header,http-request-method,host-header,query-string,source-ip,path-pattern'",
  })
  await assert.rejects(create(3, { Field: 'path-pattern', Values: [] }), {
    name: 'ValidationError',
    message:
      "You must provide exactly one of the following: ['Values' 'RegexValues'] for config of type 'PathPatternConfig'",
  })
  await elb.send(
    new SetRulePrioritiesCommand({
      RulePriorities: [
        { RuleArn: first, Priority: 2 },
        { RuleArn: second, Priority: 1 },
      ],
    }),
  )
  const { Rules } = await elb.send(new DescribeRulesCommand({ ListenerArn }))
  assert.deepEqual(
    Rules!.map(({ RuleArn, Priority, IsDefault }) => [RuleArn, Priority, IsDefault]),
    [
      [second, '1', false],
      [first, '2', false],
      [Rules![2]!.RuleArn, 'default', true],
    ],
  )
  const RuleArn = Rules![2]!.RuleArn!
  await assert.rejects(elb.send(new DeleteRuleCommand({ RuleArn })), {
    name: 'OperationNotPermittedException',
    message: `Default rule '${RuleArn}' cannot be deleted`,
  })
})
