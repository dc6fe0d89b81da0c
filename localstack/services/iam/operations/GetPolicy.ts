import type { GetPolicyCommandInput, GetPolicyCommandOutput } from '@aws-sdk/client-iam'
import { policyToApi, requirePolicy } from '../policy.ts'
import { type Operation, readOnly } from '../../service.ts'

export const GetPolicy: Operation<GetPolicyCommandInput, GetPolicyCommandOutput> = readOnly(
  ({ PolicyArn }, call) => ({
    Policy: policyToApi(call, requirePolicy(call, PolicyArn)),
  }),
)
