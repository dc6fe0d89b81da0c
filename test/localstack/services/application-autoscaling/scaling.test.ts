import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  ApplicationAutoScalingClient,
  DeleteScalingPolicyCommand,
  DeleteScheduledActionCommand,
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  DescribeScalingActivitiesCommand,
  DescribeScalingPoliciesCommand,
  DescribeScheduledActionsCommand,
  ListTagsForResourceCommand,
  type PredefinedMetricSpecification,
  PutScalingPolicyCommand,
  type PutScalingPolicyCommandInput,
  PutScheduledActionCommand,
  RegisterScalableTargetCommand,
  type RegisterScalableTargetCommandInput,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-application-auto-scaling'
import { openEcs } from '../../../support/ecs.ts'
import { openEmulator, openTarget, type Target } from '../../../support/target.ts'

/** A service without tasks, and what makes its desired count scalable. */
async function openScaling(target: Target) {
  const scaling = new ApplicationAutoScalingClient(target.config)
  const ecs = await openEcs(target)
  await ecs.register()
  const service = await ecs.createService({ desiredCount: 0 })
  const dimension = {
    ServiceNamespace: 'ecs',
    ScalableDimension: 'ecs:service:DesiredCount',
    ResourceId: `service/${ecs.cluster}/${service}`,
  } as const
  return {
    scaling,
    dimension,
    register: (options: Partial<RegisterScalableTargetCommandInput> = {}) =>
      scaling.send(
        new RegisterScalableTargetCommand({
          ...dimension,
          MinCapacity: 1,
          MaxCapacity: 4,
          ...options,
        }),
      ),
    put: (options: Partial<PutScalingPolicyCommandInput> = {}) =>
      scaling.send(
        new PutScalingPolicyCommand({
          ...dimension,
          PolicyName: 'cpu',
          PolicyType: 'TargetTrackingScaling',
          TargetTrackingScalingPolicyConfiguration: {
            TargetValue: 60,
            PredefinedMetricSpecification: {
              PredefinedMetricType: 'ECSServiceAverageCPUUtilization',
            },
          },
          ...options,
        }),
      ),
    schedule: (ScheduledActionName: string) =>
      scaling.send(
        new PutScheduledActionCommand({
          ...dimension,
          ScheduledActionName,
          Schedule: 'cron(0 20 * * ? *)',
          ScalableTargetAction: { MinCapacity: 0 },
        }),
      ),
    async scheduled(): Promise<(string | undefined)[]> {
      const { ServiceNamespace, ResourceId } = dimension
      const { ScheduledActions } = await scaling.send(
        new DescribeScheduledActionsCommand({ ServiceNamespace, ResourceId }),
      )
      return ScheduledActions!.map(({ ScheduledActionName }) => ScheduledActionName)
    },
    [Symbol.asyncDispose]: () => ecs[Symbol.asyncDispose](),
  }
}

describe('service auto scaling', () => {
  let target: Target
  let service: Awaited<ReturnType<typeof openScaling>>

  before(async () => {
    target = await openTarget()
    service = await openScaling(target)
  })
  after(async () => {
    await service[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
  })

  test('needs a registered target for a policy', async () => {
    const { ServiceNamespace, ScalableDimension } = service.dimension
    const ResourceId = 'service/absent/web'
    await assert.rejects(service.put({ ResourceId }), {
      name: 'ObjectNotFoundException',
      message: `No scalable target registered for service namespace: ${ServiceNamespace}, resource ID: ${ResourceId}, scalable dimension: ${ScalableDimension}`,
    })
  })

  test('registers only services that are there, within sensible limits', async () => {
    const absent = `${service.dimension.ResourceId}-absent`
    await assert.rejects(service.register({ ResourceId: absent }), {
      name: 'ValidationException',
      message: `ECS service doesn't exist: ${absent}`,
    })
    await assert.rejects(service.register({ MinCapacity: 5 }), {
      message: 'Maximum capacity cannot be less than minimum capacity',
    })
    await assert.rejects(
      service.register({ ServiceNamespace: 'dynamodb', ResourceId: 'table/t' }),
      { message: 'Unsupported service namespace, resource type or scalable dimension' },
    )
    const table = {
      ServiceNamespace: 'dynamodb',
      ScalableDimension: 'dynamodb:table:ReadCapacityUnits',
      ResourceId: 'table/t',
    } as const
    await assert.rejects(service.register(table), {
      name: 'InternalFailure',
      message: /does not implement scalable targets of the service namespace dynamodb/,
    })
  })

  test('keeps targets, and changes what is given again', async () => {
    const { scaling, dimension } = service
    const { ScalableTargetARN } = await service.register({ Tags: { team: 'web' } })
    await service.register({ MinCapacity: undefined, MaxCapacity: 8 })
    const { ScalableTargets } = await scaling.send(
      new DescribeScalableTargetsCommand({
        ServiceNamespace: 'ecs',
        ResourceIds: [dimension.ResourceId],
      }),
    )
    const [found] = ScalableTargets!
    assert.deepEqual([found!.MinCapacity, found!.MaxCapacity], [1, 8])
    assert.equal(found!.ScalableTargetARN, ScalableTargetARN)
    assert.match(found!.RoleARN!, /AWSServiceRoleForApplicationAutoScaling_ECSService$/)
    const ResourceARN = ScalableTargetARN
    await scaling.send(new TagResourceCommand({ ResourceARN, Tags: { stage: 'test' } }))
    await scaling.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['team'] }))
    const { Tags } = await scaling.send(new ListTagsForResourceCommand({ ResourceARN }))
    assert.deepEqual(Tags, { stage: 'test' })
    const reserved = { 'aws:x': '' }
    const invalid = { name: 'ValidationException' }
    await assert.rejects(service.register({ MaxCapacity: 9, Tags: reserved }), invalid)
    await assert.rejects(
      scaling.send(new TagResourceCommand({ ResourceARN, Tags: reserved })),
      invalid,
    )
    const elsewhere = { ResourceARN: ResourceARN!.replace('us-east-1', 'eu-west-1') }
    await assert.rejects(scaling.send(new ListTagsForResourceCommand(elsewhere)), {
      name: 'ResourceNotFoundException',
    })
  })

  test('keeps target tracking policies, and refuses metrics ECS has not', async () => {
    const { scaling, dimension } = service
    await service.register()
    const { PolicyARN } = await service.put()
    assert.match(PolicyARN!, /:scalingPolicy:[\w-]{36}:resource\/ecs\/service\/.+:policyName\/cpu$/)
    const { ServiceNamespace, ResourceId } = dimension
    const described = await scaling.send(
      new DescribeScalingPoliciesCommand({ ServiceNamespace, ResourceId }),
    )
    const [policy] = described.ScalingPolicies!
    assert.equal(policy!.TargetTrackingScalingPolicyConfiguration!.TargetValue, 60)
    const metric = (
      PredefinedMetricType: PredefinedMetricSpecification['PredefinedMetricType'],
    ) => ({
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 1,
        PredefinedMetricSpecification: { PredefinedMetricType },
      },
    })
    await assert.rejects(service.put({ PolicyName: 'again' }), {
      name: 'ValidationException',
      message: 'Only one TargetTrackingScaling policy for a given metric specification is allowed.',
    })
    await service.put({
      PolicyName: 'fast',
      ...metric('ECSServiceAverageCPUUtilizationHighResolution'),
    })
    await assert.rejects(service.put(metric('ALBRequestCountPerTarget')), /ResourceLabel must be/)
    await assert.rejects(service.put(metric('RDSReaderAverageCPUUtilization')), {
      message:
        'PredefinedMetricType RDSReaderAverageCPUUtilization is not supported for service namespace ecs',
    })
  })

  test('deletes one scheduled action and keeps the others', async () => {
    const { scaling, dimension } = service
    await service.register()
    for (const name of ['morning', 'evening']) await service.schedule(name)
    const remove = () =>
      scaling.send(
        new DeleteScheduledActionCommand({ ...dimension, ScheduledActionName: 'morning' }),
      )
    await remove()
    assert.deepEqual(await service.scheduled(), ['evening'])
    await scaling.send(new DeregisterScalableTargetCommand(dimension))
    await assert.rejects(remove(), {
      name: 'ObjectNotFoundException',
      message: `No scheduled action found for service namespace: ecs, resource ID: ${dimension.ResourceId}, scalable dimension: ecs:service:DesiredCount`,
    })
  })

  test('has no activities, as nothing scales', async () => {
    const { ScalingActivities } = await service.scaling.send(
      new DescribeScalingActivitiesCommand({ ServiceNamespace: 'ecs' }),
    )
    assert.deepEqual(ScalingActivities, [])
  })

  test('forgets policies and schedules with their target', async () => {
    const { scaling, dimension } = service
    await service.register()
    await service.put()
    await service.schedule('night')
    assert.deepEqual(await service.scheduled(), ['night'])
    await scaling.send(new DeregisterScalableTargetCommand(dimension))
    assert.deepEqual(await service.scheduled(), [])
    await assert.rejects(
      scaling.send(new DeleteScalingPolicyCommand({ ...dimension, PolicyName: 'cpu' })),
      /^ObjectNotFoundException: No scaling policy found for service namespace: ecs/,
    )
    await assert.rejects(scaling.send(new DeregisterScalableTargetCommand(dimension)), {
      name: 'ObjectNotFoundException',
    })
  })
})

test('says once that nothing scales', async () => {
  const said: string[] = []
  await using target = await openEmulator({ log: (_, message) => void said.push(message) })
  await using service = await openScaling(target)
  await service.register()
  await service.register({ MaxCapacity: 9 })
  assert.equal(said.filter((message) => message.includes('nothing scales here')).length, 1)
})
