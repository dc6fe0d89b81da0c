import { writeFiles } from './checkout.ts'

/** Writes a checkout's `scaling.json` for the service `server`: from two tasks to `MaxCapacity`. */
export function writeScaling(checkout: string, MaxCapacity: number): void {
  const policy = {
    PolicyName: 'cpu',
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 80,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
    },
  }
  const scaling = { MinCapacity: 2, MaxCapacity, Policies: [policy] }
  writeFiles(checkout, { '.aws/server/scaling.json': scaling })
}
