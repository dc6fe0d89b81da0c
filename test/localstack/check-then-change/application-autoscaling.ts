import type { Cases, World } from './world.ts'

export async function scalingCases({ run }: World): Promise<Cases> {
  const target = {
    ServiceNamespace: 'ecs',
    ResourceId: 'service/busy/s',
    ScalableDimension: 'ecs:service:DesiredCount',
  }
  const { ScalableTargetARN: ResourceARN } = await run<{ ScalableTargetARN: string }>(
    'application-autoscaling',
    'RegisterScalableTarget',
    { ...target, MinCapacity: 1, MaxCapacity: 2 },
  )
  const reserved = { 'aws:a': '1' }
  return {
    DeleteScalingPolicy: { ...target, PolicyName: 'absent' },
    DeleteScheduledAction: { ...target, ScheduledActionName: 'absent' },
    DeregisterScalableTarget: { ...target, ResourceId: 'service/busy/absent' },
    PutScalingPolicy: {
      ...target,
      PolicyName: 'p',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: { TargetValue: 50 },
    },
    PutScheduledAction: {
      ...target,
      ScheduledActionName: 'a',
      Schedule: 'sometimes',
      ScalableTargetAction: { MinCapacity: 1, MaxCapacity: 2 },
    },
    RegisterScalableTarget: { ...target, MinCapacity: 2, MaxCapacity: 1, Tags: reserved },
    TagResource: { ResourceARN: `${ResourceARN}0`, Tags: reserved },
    UntagResource: { ResourceARN: `${ResourceARN}0`, TagKeys: ['a'] },
  }
}
