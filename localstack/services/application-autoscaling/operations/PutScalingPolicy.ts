import type {
  PutScalingPolicyCommandInput,
  PutScalingPolicyCommandOutput,
} from '@aws-sdk/client-application-auto-scaling'
import type { Operation } from '../../service.ts'
import { putPolicy } from '../scaling-policy.ts'

export const PutScalingPolicy: Operation<
  PutScalingPolicyCommandInput,
  PutScalingPolicyCommandOutput
> = (input, call) => {
  const { PolicyARN, Alarms } = putPolicy(call, input)
  return { PolicyARN, Alarms }
}
