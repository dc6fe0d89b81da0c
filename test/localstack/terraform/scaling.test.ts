import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ApplicationAutoScalingClient,
  DeleteScalingPolicyCommand,
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  ListTagsForResourceCommand,
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling'
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DeleteClusterCommand,
  DeleteServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs'
import { defaultNetwork } from '../../support/balancer.ts'
import { openTarget, type Target, unique } from '../../support/target.ts'
import { assertPlanIsEmpty } from './plan.ts'

async function createService(target: Target) {
  const ecs = new ECSClient(target.config)
  const { subnetIds: subnets } = await defaultNetwork(target)
  const cluster = unique('tf')
  const serviceName = unique('tf')
  await ecs.send(new CreateClusterCommand({ clusterName: cluster }))
  const { taskDefinition } = await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: unique('tf'),
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      containerDefinitions: [{ name: 'app', image: 'public.ecr.aws/nginx/nginx' }],
    }),
  )
  await ecs.send(
    new CreateServiceCommand({
      cluster,
      serviceName,
      taskDefinition: taskDefinition!.taskDefinitionArn!,
      launchType: 'FARGATE',
      desiredCount: 0,
      networkConfiguration: { awsvpcConfiguration: { subnets, assignPublicIp: 'ENABLED' } },
    }),
  )
  const remove = async () => {
    await ecs.send(new DeleteServiceCommand({ cluster, service: serviceName, force: true }))
    await ecs.send(new DeleteClusterCommand({ cluster }))
  }
  return { ResourceId: `service/${cluster}/${serviceName}`, remove }
}

test('aws_appautoscaling_target and aws_appautoscaling_policy', async () => {
  await using target = await openTarget()
  const scaling = new ApplicationAutoScalingClient(target.config)
  const { ResourceId, remove } = await createService(target)
  const dimension = {
    ServiceNamespace: 'ecs' as const,
    ResourceId,
    ScalableDimension: 'ecs:service:DesiredCount' as const,
  }
  await scaling.send(
    new RegisterScalableTargetCommand({ ...dimension, MinCapacity: 0, MaxCapacity: 4 }),
  )
  const read = async () => {
    const { ScalableTargets } = await scaling.send(
      new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs', ResourceIds: [ResourceId] }),
    )
    return ScalableTargets![0]
  }
  assertPlanIsEmpty({ ...dimension, MinCapacity: 0, MaxCapacity: 4 }, await read())
  const { Tags } = await scaling.send(
    new ListTagsForResourceCommand({ ResourceARN: (await read())!.ScalableTargetARN! }),
  )
  assert.deepEqual(Tags, {})

  const policy = {
    ...dimension,
    PolicyName: 'cpu',
    PolicyType: 'TargetTrackingScaling' as const,
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 60,
      DisableScaleIn: false,
      PredefinedMetricSpecification: {
        PredefinedMetricType: 'ECSServiceAverageCPUUtilization' as const,
      },
      ScaleInCooldown: 300,
      ScaleOutCooldown: 60,
    },
  }
  await scaling.send(new PutScalingPolicyCommand(policy))
  const policies = async () => {
    const { ScalingPolicies } = await scaling.send(
      new DescribeScalingPoliciesCommand({ ...dimension, PolicyNames: ['cpu'] }),
    )
    return ScalingPolicies
  }
  assertPlanIsEmpty([policy], await policies())
  await scaling.send(new RegisterScalableTargetCommand({ ...dimension, MaxCapacity: 8 }))
  assertPlanIsEmpty({ MinCapacity: 0, MaxCapacity: 8 }, await read())
  await scaling.send(new DeleteScalingPolicyCommand({ ...dimension, PolicyName: 'cpu' }))
  assert.deepEqual(await policies(), [])
  await scaling.send(new DeregisterScalableTargetCommand(dimension))
  assert.equal(await read(), undefined)
  await remove()
})
