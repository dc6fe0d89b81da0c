import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DescribeNetworkInterfacesCommand, EC2Client } from '@aws-sdk/client-ec2'
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DeleteListenerCommand,
  DeleteLoadBalancerCommand,
  DeleteRuleCommand,
  DeleteTargetGroupCommand,
  DescribeCapacityReservationCommand,
  DescribeListenerAttributesCommand,
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
  ModifyCapacityReservationCommand,
  ModifyLoadBalancerAttributesCommand,
  ModifyRuleCommand,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { defaultNetwork } from '../../support/balancer.ts'
import { importCertificate } from '../../support/certificate.ts'
import { openTarget, type Target, unique } from '../../support/target.ts'
import { assertPlanIsEmpty } from './plan.ts'

const Tags = [{ Key: 'Name', Value: 'web' }]

/** What the provider sends for an application load balancer that sets none of them. */
const attributes = {
  'access_logs.s3.enabled': 'false',
  'client_keep_alive.seconds': '3600',
  'connection_logs.s3.enabled': 'false',
  'deletion_protection.enabled': 'false',
  'idle_timeout.timeout_seconds': '60',
  'routing.http.desync_mitigation_mode': 'defensive',
  'routing.http.drop_invalid_header_fields.enabled': 'false',
  'routing.http.preserve_host_header.enabled': 'false',
  'routing.http.x_amzn_tls_version_and_cipher_suite.enabled': 'false',
  'routing.http.xff_client_port.enabled': 'false',
  'routing.http.xff_header_processing.mode': 'append',
  'routing.http2.enabled': 'true',
  'waf.fail_open.enabled': 'false',
  'zonal_shift.config.enabled': 'false',
}

const asList = (values: Record<string, string>) =>
  Object.entries(values).map(([Key, Value]) => ({ Key, Value }))

const asRecord = (list: { Key?: string | undefined; Value?: string | undefined }[] = []) =>
  Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]))

async function createBalancer(target: Target) {
  const elb = new ElasticLoadBalancingV2Client(target.config)
  const { vpcId, subnetIds } = await defaultNetwork(target)
  const Name = unique('tf')
  const { LoadBalancers } = await elb.send(
    new CreateLoadBalancerCommand({
      Name,
      Type: 'application',
      Subnets: subnetIds.slice(0, 2),
      Tags,
    }),
  )
  const LoadBalancerArn = LoadBalancers![0]!.LoadBalancerArn!
  const remove = async () => {
    await elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }))
    const { NetworkInterfaces } = await new EC2Client(target.config).send(
      new DescribeNetworkInterfacesCommand({
        Filters: [
          { Name: 'attachment.instance-owner-id', Values: ['amazon-elb'] },
          {
            Name: 'description',
            Values: [`ELB ${LoadBalancerArn.split(':loadbalancer/')[1]}`],
          },
        ],
      }),
    )
    assert.deepEqual(NetworkInterfaces, [])
  }
  return { elb, vpcId, subnetIds, Name, LoadBalancerArn, remove }
}

test('aws_lb', async () => {
  await using target = await openTarget()
  const { elb, subnetIds, Name, LoadBalancerArn, remove } = await createBalancer(target)
  await elb.send(
    new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn, Attributes: asList(attributes) }),
  )
  const read = async () => {
    const { LoadBalancers } = await elb.send(
      new DescribeLoadBalancersCommand({ LoadBalancerArns: [LoadBalancerArn] }),
    )
    const { Attributes } = await elb.send(
      new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }),
    )
    const { TagDescriptions } = await elb.send(
      new DescribeTagsCommand({ ResourceArns: [LoadBalancerArn] }),
    )
    const { MinimumLoadBalancerCapacity } = await elb.send(
      new DescribeCapacityReservationCommand({ LoadBalancerArn }),
    )
    return {
      ...LoadBalancers![0],
      MinimumLoadBalancerCapacity,
      Tags: TagDescriptions![0]!.Tags,
      attributes: asRecord(Attributes),
    }
  }
  const sent = {
    LoadBalancerName: Name,
    Type: 'application',
    Scheme: 'internet-facing',
    IpAddressType: 'ipv4',
    State: { Code: 'active' },
    AvailabilityZones: subnetIds.slice(0, 2).map((SubnetId) => ({ SubnetId })),
    MinimumLoadBalancerCapacity: undefined,
    Tags,
    attributes,
  }
  assertPlanIsEmpty(sent, await read())

  const capacity = { MinimumLoadBalancerCapacity: { CapacityUnits: 100 } }
  await elb.send(new ModifyCapacityReservationCommand({ LoadBalancerArn, ...capacity }))
  const { CapacityReservationState } = await elb.send(
    new DescribeCapacityReservationCommand({ LoadBalancerArn }),
  )
  assert.deepEqual(
    CapacityReservationState!.map(({ State, EffectiveCapacityUnits }) => [
      State!.Code,
      EffectiveCapacityUnits,
    ]),
    [
      ['provisioned', 50],
      ['provisioned', 50],
    ],
  )
  assertPlanIsEmpty({ ...sent, ...capacity }, await read())
  await elb.send(
    new ModifyCapacityReservationCommand({ LoadBalancerArn, ResetCapacityReservation: true }),
  )
  assertPlanIsEmpty(sent, await read())
  await remove()
  await assert.rejects(read(), { name: 'LoadBalancerNotFoundException' })
})

test('aws_lb_target_group, aws_lb_listener and aws_lb_listener_rule', async () => {
  await using target = await openTarget()
  const { elb, vpcId, LoadBalancerArn, remove } = await createBalancer(target)
  const group = {
    TargetType: 'ip' as const,
    Protocol: 'HTTP' as const,
    ProtocolVersion: 'HTTP1',
    Port: 8080,
    VpcId: vpcId,
    HealthCheckEnabled: true,
    HealthCheckIntervalSeconds: 30,
    HealthCheckPath: '/health',
    HealthCheckPort: 'traffic-port',
    HealthCheckProtocol: 'HTTP' as const,
    HealthCheckTimeoutSeconds: 5,
    HealthyThresholdCount: 3,
    UnhealthyThresholdCount: 3,
    Matcher: { HttpCode: '200-299' },
  }
  const { TargetGroups } = await elb.send(
    new CreateTargetGroupCommand({ Name: unique('tf'), ...group, Tags }),
  )
  const TargetGroupArn = TargetGroups![0]!.TargetGroupArn!
  const settings = {
    'deregistration_delay.timeout_seconds': '30',
    'load_balancing.algorithm.type': 'round_robin',
    'load_balancing.algorithm.anomaly_mitigation': 'off',
    'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration',
    'slow_start.duration_seconds': '0',
    'stickiness.enabled': 'false',
    'stickiness.type': 'lb_cookie',
  }
  await elb.send(
    new ModifyTargetGroupAttributesCommand({ TargetGroupArn, Attributes: asList(settings) }),
  )
  const readGroup = async () => {
    const { TargetGroups: groups } = await elb.send(
      new DescribeTargetGroupsCommand({ TargetGroupArns: [TargetGroupArn] }),
    )
    const { Attributes } = await elb.send(
      new DescribeTargetGroupAttributesCommand({ TargetGroupArn }),
    )
    return { ...groups![0], settings: asRecord(Attributes) }
  }
  assertPlanIsEmpty({ ...group, settings }, await readGroup())
  const check = { HealthCheckPath: '/ready', Matcher: { HttpCode: '200,204' } }
  await elb.send(new ModifyTargetGroupCommand({ TargetGroupArn, ...check }))
  assertPlanIsEmpty({ ...group, ...check, settings }, await readGroup())

  const redirect = {
    Type: 'redirect' as const,
    Order: 1,
    RedirectConfig: {
      Host: '#{host}',
      Path: '/#{path}',
      Port: '443',
      Protocol: 'HTTPS',
      Query: '#{query}',
      StatusCode: 'HTTP_301' as const,
    },
  }
  const http = { Port: 80, Protocol: 'HTTP' as const, DefaultActions: [redirect] }
  const https = {
    Port: 443,
    Protocol: 'HTTPS' as const,
    SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
    Certificates: [{ CertificateArn: await importCertificate(target) }],
    DefaultActions: [{ Type: 'forward' as const, Order: 1, TargetGroupArn }],
  }
  const ListenerArns: string[] = []
  for (const listener of [http, https]) {
    const { Listeners } = await elb.send(
      new CreateListenerCommand({ LoadBalancerArn, ...listener, Tags }),
    )
    ListenerArns.push(Listeners![0]!.ListenerArn!)
  }
  const { Listeners } = await elb.send(new DescribeListenersCommand({ ListenerArns }))
  assertPlanIsEmpty([http, https], Listeners)
  const { Attributes } = await elb.send(
    new DescribeListenerAttributesCommand({ ListenerArn: ListenerArns[1]! }),
  )
  assertPlanIsEmpty({ 'routing.http.response.server.enabled': 'true' }, asRecord(Attributes))

  const rule = {
    Actions: [{ Type: 'forward' as const, Order: 1, TargetGroupArn }],
    Conditions: [
      { Field: 'path-pattern', PathPatternConfig: { Values: ['/api/*'] } },
      { Field: 'host-header', HostHeaderConfig: { Values: ['api.example.com'] } },
    ],
  }
  const { Rules: created } = await elb.send(
    new CreateRuleCommand({ ListenerArn: ListenerArns[1]!, Priority: 10, ...rule, Tags }),
  )
  const RuleArn = created![0]!.RuleArn!
  const readRules = async () =>
    (await elb.send(new DescribeRulesCommand({ RuleArns: [RuleArn] }))).Rules
  assertPlanIsEmpty([{ ...rule, Priority: '10', IsDefault: false }], await readRules())
  const Actions = [
    {
      Type: 'fixed-response' as const,
      Order: 1,
      FixedResponseConfig: { ContentType: 'text/plain', MessageBody: 'gone', StatusCode: '410' },
    },
  ]
  await elb.send(new ModifyRuleCommand({ RuleArn, Actions }))
  assertPlanIsEmpty([{ ...rule, Actions }], await readRules())

  await elb.send(new DeleteRuleCommand({ RuleArn }))
  await assert.rejects(readRules(), { name: 'RuleNotFoundException' })
  for (const ListenerArn of ListenerArns) await elb.send(new DeleteListenerCommand({ ListenerArn }))
  await assert.rejects(elb.send(new DescribeListenersCommand({ ListenerArns })), {
    name: 'ListenerNotFoundException',
  })
  await elb.send(new DeleteTargetGroupCommand({ TargetGroupArn }))
  await remove()
})
