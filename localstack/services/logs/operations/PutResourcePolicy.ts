import type {
  PutResourcePolicyCommandInput,
  PutResourcePolicyCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import { awsError, notImplemented } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { invalidLogsParameter } from '../errors.ts'
import { resourcePoliciesOf } from '../state.ts'

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const maxPolicies = 10

/** Keeps a policy by which AWS's services may write logs. */
export const PutResourcePolicy: Operation<
  PutResourcePolicyCommandInput,
  PutResourcePolicyCommandOutput
> = ({ policyName, policyDocument, resourceArn, expectedRevisionId }, call) => {
  if (resourceArn !== undefined || expectedRevisionId !== undefined)
    throw notImplemented('the resource policies of single log groups')
  if (policyName === undefined || policyDocument === undefined)
    throw invalidLogsParameter('policyName and policyDocument must be provided.')
  const policies = resourcePoliciesOf(call)
  if (!policies.has(policyName) && policies.size >= maxPolicies)
    throw awsError('LimitExceededException', 'Resource limit exceeded.')
  const lastUpdatedTime = call.clock.now().getTime()
  const resourcePolicy = {
    policyName,
    policyDocument,
    lastUpdatedTime,
    policyScope: 'ACCOUNT' as const,
  }
  policies.set(policyName, resourcePolicy)
  return { resourcePolicy }
}
