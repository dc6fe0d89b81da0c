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
  const { EvaluationResults, ...paging } = simulate(
    { ...input, CallerArn },
    [...given, ...inputPolicies(input.PolicyInputList)],
    boundaryText(call, PolicySourceArn),
  )
  const OrganizationsDecisionDetail = { AllowedByOrganizations: true }
  return {
    EvaluationResults: EvaluationResults.map((one) => ({ ...one, OrganizationsDecisionDetail })),
    ...paging,
  }
})
