import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  DescribeListenersCommand,
  ModifyTargetGroupAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { UpdateServiceCommand } from '@aws-sdk/client-ecs'
import {
  defaultNetwork,
  openBalancer,
  openGroups,
  publishedUrl,
} from '../../../../support/balancer.ts'
import { openEcs } from '../../../../support/ecs.ts'
import { openEmulator, unique } from '../../../../support/target.ts'

test('a blue/green deployment shifts the connections of a network load balancer’s listener', async () => {
  await using target = await openEmulator({ clockRate: 300 })
  await using app = await openEcs(target)
  const { elb, createGroup } = await openBalancer(target)
  const { subnetIds, vpcId } = await defaultNetwork(target)
  const { LoadBalancers } = await elb.send(
    new CreateLoadBalancerCommand({
      Name: unique('net'),
      Type: 'network',
      Subnets: subnetIds,
      SecurityGroups: await openGroups(target, vpcId),
    }),
  )
  const [blue, green] = [
    await createGroup({ Protocol: 'TCP' }),
    await createGroup({ Protocol: 'TCP' }),
  ]
  for (const TargetGroupArn of [blue, green])
    await elb.send(
      new ModifyTargetGroupAttributesCommand({
        TargetGroupArn,
        Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '10' }],
      }),
    )
  const TargetGroups = [
    { TargetGroupArn: blue, Weight: 100 },
    { TargetGroupArn: green, Weight: 0 },
  ]
  const { Listeners } = await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: LoadBalancers![0]!.LoadBalancerArn,
      Protocol: 'TCP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups } }],
    }),
  )
  const listener = Listeners![0]!.ListenerArn!
  const weights = async () => {
    const { Listeners: found } = await elb.send(
      new DescribeListenersCommand({ ListenerArns: [listener] }),
    )
    return found![0]!.DefaultActions![0]!.ForwardConfig!.TargetGroups!.map(({ Weight }) => Weight)
  }
  const url = (await publishedUrl(target, listener)).replace('tcp:', 'http:')
  const answer = async () => (await fetch(url, { headers: { connection: 'close' } })).text()
  await app.register()
  const service = await app.createService({
    deploymentConfiguration: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 0 },
    loadBalancers: [
      {
        targetGroupArn: blue,
        containerName: 'app',
        containerPort: 8080,
        advancedConfiguration: {
          alternateTargetGroupArn: green,
          productionListenerRule: listener,
          roleArn: 'arn:aws:iam::000000000000:role/ecsInfrastructureRole',
        },
      },
    ],
  })
  await app.rolledOut(service)
  assert.deepEqual(await weights(), [0, 100])
  assert.equal(await answer(), 'version 1')
  await app.register({ environment: [{ name: 'VERSION', value: '2' }] })
  await app.ecs.send(
    new UpdateServiceCommand({ cluster: app.cluster, service, taskDefinition: app.family }),
  )
  await app.rolledOut(service)
  assert.deepEqual(await weights(), [100, 0])
  assert.equal(await answer(), 'version 2')
})
