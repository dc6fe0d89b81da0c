import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  DescribeScalableTargetsCommand,
  ApplicationAutoScalingClient,
} from '@aws-sdk/client-application-auto-scaling'
import { DescribeSecurityGroupsCommand, EC2Client } from '@aws-sdk/client-ec2'
import {
  DescribeServiceRevisionsCommand,
  type ECSExpressGatewayService,
  UpdateExpressGatewayServiceCommand,
} from '@aws-sdk/client-ecs'
import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { cloudWatchOf } from '../../cloudwatch/client.ts'
import { endpointOf, type Express, openExpress } from '../../../../support/express.ts'
import { openEmulator, type Target } from '../../../../support/target.ts'

describe('an Express Mode service', () => {
  let target: Target
  let express: Express
  let first: ECSExpressGatewayService
  let second: ECSExpressGatewayService

  before(async () => {
    target = await openEmulator({ clockRate: 400 })
    express = await openExpress(target)
    first = await express.create()
    second = await express.create({ primaryContainer: await express.container('of another') })
  })
  after(() => target[Symbol.asyncDispose]())

  test('answers at its endpoint, and another behind the same load balancer at its own', async () => {
    await express.rolledOut(first.serviceArn!)
    await express.rolledOut(second.serviceArn!)
    assert.deepEqual(await express.answer(endpointOf(first)), [200, 'version 1'])
    assert.deepEqual(await express.answer(endpointOf(second)), [200, 'version of another'])
    const elb = new ElasticLoadBalancingV2Client(target.config)
    const { LoadBalancers } = await elb.send(new DescribeLoadBalancersCommand())
    assert.equal(LoadBalancers!.length, 1)
    assert.match(LoadBalancers![0]!.LoadBalancerName!, /^ecs-express-gateway-alb-[0-9a-f]{8}$/)
    assert.equal(LoadBalancers![0]!.Scheme, 'internet-facing')
    const [status] = await express.answer(`${LoadBalancers![0]!.LoadBalancerName}.elb.localhost`)
    assert.equal(status, 404)
  })

  test('names what ECS made for it in its revision', async () => {
    const { serviceRevisionArn } = (await express.describe(first.serviceArn!))
      .activeConfigurations![0]!
    const { serviceRevisions } = await express.ecs.send(
      new DescribeServiceRevisionsCommand({ serviceRevisionArns: [serviceRevisionArn!] }),
    )
    const { ingressPaths, autoScaling, metricAlarms, serviceSecurityGroups, logGroups } =
      serviceRevisions![0]!.ecsManagedResources!
    const { targetGroups, certificate, loadBalancer } = ingressPaths![0]!
    assert.equal(certificate!.domainName, endpointOf(first))
    assert.equal(loadBalancer!.status, 'ACTIVE')
    assert.deepEqual(
      targetGroups!.map(({ port, healthCheckPath }) => [port, healthCheckPath]),
      [
        [8080, '/'],
        [8080, '/'],
      ],
    )
    assert.deepEqual(
      [autoScaling!.scalableTarget!.minCapacity, autoScaling!.scalableTarget!.maxCapacity],
      [1, 20],
    )
    assert.equal(autoScaling!.applicationAutoScalingPolicies![0]!.metric, 'AVERAGE_CPU')
    assert.match(metricAlarms![0]!.arn!, new RegExp(`:alarm:default/${first.serviceName}/`))
    assert.equal(serviceSecurityGroups!.length, 1)
    assert.match(
      logGroups![0]!.logGroupName!,
      new RegExp(`^/aws/ecs/default/${first.serviceName}-[0-9a-f]{4}$`),
    )
  })

  test('keeps what an update does not give, and rolls the rest out as a canary', async () => {
    const { image } = await express.container('2')
    const { service } = await express.ecs.send(
      new UpdateExpressGatewayServiceCommand({
        serviceArn: first.serviceArn!,
        primaryContainer: { image, environment: [{ name: 'VERSION', value: '2' }] },
        scalingTarget: { minTaskCount: 2 },
      }),
    )
    const { primaryContainer, scalingTarget } = service!.targetConfiguration!
    assert.equal(primaryContainer!.containerPort, 8080)
    assert.deepEqual(scalingTarget, {
      minTaskCount: 2,
      maxTaskCount: 20,
      autoScalingMetric: 'AVERAGE_CPU',
      autoScalingTargetValue: 60,
    })
    const during = await express.describe(first.serviceArn!)
    assert.match(during.currentDeployment!, /:service-deployment\/default\//)
    assert.equal(during.activeConfigurations!.length, 2)
    await express.rolledOut(first.serviceArn!)
    assert.deepEqual(await express.answer(endpointOf(first)), [200, 'version 2'])
  })

  test('takes its resources with it, and the last one the load balancer', async () => {
    const elb = new ElasticLoadBalancingV2Client(target.config)
    const groups = async () =>
      (await elb.send(new DescribeTargetGroupsCommand())).TargetGroups!.length
    const { service } = await express.delete(first.serviceArn!)
    assert.equal(service!.status!.statusCode, 'DRAINING')
    await express.ended(first.serviceArn!)
    assert.equal(await groups(), 2)
    assert.deepEqual(await express.answer(endpointOf(second)), [200, 'version of another'])
    await express.delete(second.serviceArn!)
    await express.ended(second.serviceArn!)
    assert.equal(await groups(), 0)
    const { LoadBalancers } = await elb.send(new DescribeLoadBalancersCommand())
    assert.deepEqual(LoadBalancers, [])
    const { SecurityGroups } = await new EC2Client(target.config).send(
      new DescribeSecurityGroupsCommand(),
    )
    assert.deepEqual(
      SecurityGroups!.map(({ GroupName }) => GroupName),
      ['default'],
    )
    assert.deepEqual((await cloudWatchOf(target)('DescribeAlarms', {})).MetricAlarms, [])
    const { ScalableTargets } = await new ApplicationAutoScalingClient(target.config).send(
      new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs' }),
    )
    assert.deepEqual(ScalableTargets, [])
  })
})
