import type {
  SimulateCustomPolicyCommandInput,
  SimulateCustomPolicyCommandOutput,
} from '@aws-sdk/client-iam'
import { inputPolicies, simulate } from '../simulate.ts'
import type { Operation } from '../../service.ts'

export const SimulateCustomPolicy: Operation<
  SimulateCustomPolicyCommandInput,
  SimulateCustomPolicyCommandOutput
> = (input) => simulate(input, inputPolicies(input.PolicyInputList))
