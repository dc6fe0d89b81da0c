import type {
  SimulateCustomPolicyCommandInput,
  SimulateCustomPolicyCommandOutput,
} from '@aws-sdk/client-iam'
import { inputPolicies, simulate } from '../simulate.ts'
import { type Operation, readOnly } from '../../service.ts'

export const SimulateCustomPolicy: Operation<
  SimulateCustomPolicyCommandInput,
  SimulateCustomPolicyCommandOutput
> = readOnly((input) => simulate(input, inputPolicies(input.PolicyInputList)))
