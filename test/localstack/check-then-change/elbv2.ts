import { networkOf } from './resources.ts'
import { type Cases, twice, type World } from './world.ts'

export async function elbv2Cases(world: World): Promise<Cases> {
  const { run } = world
  const { vpc: VpcId, subnets } = await networkOf(world)
  const { LoadBalancers } = await run<{ LoadBalancers: { LoadBalancerArn: string }[] }>(
    'elbv2',
    'CreateLoadBalancer',
    { Name: 'b', Subnets: subnets },
  )
  const balancer = { LoadBalancerArn: LoadBalancers[0]!.LoadBalancerArn }
  const { TargetGroups } = await run<{ TargetGroups: { TargetGroupArn: string }[] }>(
    'elbv2',
    'CreateTargetGroup',
    { Name: 't', Protocol: 'HTTP', Port: 80, VpcId, TargetType: 'ip' },
  )
  const group = { TargetGroupArn: TargetGroups[0]!.TargetGroupArn }
  const forward = [{ Type: 'forward', ...group }]
  const { Listeners } = await run<{ Listeners: { ListenerArn: string }[] }>(
    'elbv2',
    'CreateListener',
    { ...balancer, Protocol: 'HTTP', Port: 80, DefaultActions: forward },
  )
  const listener = { ListenerArn: Listeners[0]!.ListenerArn }
  const Conditions = [{ Field: 'path-pattern', Values: ['/a'] }]
  const rule = { ...listener, Conditions, Actions: forward }
  const { Rules } = await run<{ Rules: { RuleArn: string }[] }>('elbv2', 'CreateRule', {
    ...rule,
    Priority: 1,
  })
  const { RuleArn } = Rules[0]!
  const certificate = 'arn:aws:acm:us-east-1:000000000000:certificate/c'
  const Certificates = [{ CertificateArn: certificate }]
  const ResourceArns = [group.TargetGroupArn, `${group.TargetGroupArn}0`]
  const targets = [{ Id: '172.31.0.9' }, { Id: 'none' }]
  const unknown = [{ Key: 'unknown.attribute', Value: '1' }]
  return {
    AddListenerCertificates: { ListenerArn: `${listener.ListenerArn}0`, Certificates },
    AddTags: { ResourceArns, Tags: [{ Key: 'b', Value: '1' }] },
    CreateListener: {
      ...balancer,
      Protocol: 'HTTP',
      Port: 81,
      DefaultActions: forward,
      Tags: twice,
    },
    CreateLoadBalancer: { Name: 'new', Subnets: subnets, Tags: twice },
    CreateRule: { ...rule, Priority: 2, Tags: twice },
    CreateTargetGroup: {
      Name: 'new',
      Protocol: 'HTTP',
      Port: 80,
      VpcId,
      TargetType: 'ip',
      Tags: twice,
    },
    DeleteListener: { ListenerArn: `${listener.ListenerArn}0` },
    DeleteLoadBalancer: { LoadBalancerArn: 'none' },
    DeleteRule: { RuleArn: `${RuleArn}0` },
    DeleteTargetGroup: group,
    DeregisterTargets: { TargetGroupArn: `${group.TargetGroupArn}0`, Targets: targets },
    ModifyCapacityReservation: { LoadBalancerArn: `${balancer.LoadBalancerArn}0` },
    ModifyListener: { ...listener, Port: 81, DefaultActions: [{ Type: 'forward' }] },
    ModifyListenerAttributes: { ...listener, Attributes: unknown },
    ModifyLoadBalancerAttributes: {
      ...balancer,
      Attributes: [{ Key: 'idle_timeout.timeout_seconds', Value: '30' }, ...unknown],
    },
    ModifyRule: { RuleArn, Conditions, Actions: [{ Type: 'forward' }] },
    ModifyTargetGroup: {
      ...group,
      HealthCheckPath: '/new',
      HealthCheckIntervalSeconds: 5,
      HealthCheckTimeoutSeconds: 6,
    },
    ModifyTargetGroupAttributes: {
      ...group,
      Attributes: [
        { Key: 'deregistration_delay.timeout_seconds', Value: '5' },
        { Key: 'slow_start.duration_seconds', Value: 'x' },
      ],
    },
    RegisterTargets: { ...group, Targets: targets },
    RemoveListenerCertificates: { ListenerArn: `${listener.ListenerArn}0`, Certificates },
    RemoveTags: { ResourceArns, TagKeys: ['a'] },
    SetIpAddressType: { ...balancer, IpAddressType: 'dualstack' },
    SetRulePriorities: {
      RulePriorities: [
        { RuleArn, Priority: 5 },
        { RuleArn: `${RuleArn}0`, Priority: 6 },
      ],
    },
    SetSecurityGroups: { ...balancer, SecurityGroups: ['sg-00000000000000000'] },
    SetSubnets: { ...balancer, Subnets: [subnets[0]] },
  }
}

/** Closes the listeners' ports. */
export async function endElbv2({ run }: World): Promise<void> {
  const { LoadBalancers } = await run<{ LoadBalancers: { LoadBalancerArn: string }[] }>(
    'elbv2',
    'DescribeLoadBalancers',
    {},
  )
  for (const { LoadBalancerArn } of LoadBalancers)
    await run('elbv2', 'DeleteLoadBalancer', { LoadBalancerArn })
}
