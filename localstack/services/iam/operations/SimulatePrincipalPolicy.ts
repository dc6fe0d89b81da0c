import type {
  SimulatePrincipalPolicyCommandInput,
  SimulatePrincipalPolicyCommandOutput,
} from '@aws-sdk/client-iam'
import { boundaryText, sourcePolicies } from '../policy-source.ts'
import { inputPolicies, simulate } from '../simulate.ts'
import { type Operation, readOnly } from '../../service.ts'

export const SimulatePrincipalPolicy: Operation<
  SimulatePrincipalPolicyCommandInput,
  SimulatePrincipalPolicyCommandOutput
> = readOnly((input, call) => {
  const { PolicySourceArn, CallerArn = PolicySourceArn } = input
  const given = sourcePolicies(call, PolicySourceArn)
  return simulate(
    { ...input, CallerArn },
    [...given, ...inputPolicies(input.PolicyInputList)],
    boundaryText(call, PolicySourceArn),
  )
})
