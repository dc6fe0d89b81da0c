import type { GetPolicyCommandInput, GetPolicyCommandOutput } from '@aws-sdk/client-iam'
import { describePolicy, policyAt } from '../policy.ts'
import { type Operation, readOnly } from '../../service.ts'

export const GetPolicy: Operation<GetPolicyCommandInput, GetPolicyCommandOutput> = readOnly(
  ({ PolicyArn }, call) => ({
    Policy: describePolicy(call, policyAt(call, PolicyArn)),
  }),
)
