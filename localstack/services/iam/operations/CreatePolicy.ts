import type { CreatePolicyCommandInput, CreatePolicyCommandOutput } from '@aws-sdk/client-iam'
import { globalArn } from '../../../kernel/arn.ts'
import { awsError } from '../../../kernel/errors.ts'
import { newUniqueId } from '../id.ts'
import { isTaken } from '../names.ts'
import { policyToListedApi } from '../policy.ts'
import { checkManagedPolicy } from '../policy-rules.ts'
import { countUses } from '../policy-uses.ts'
import { checkManagedSize } from '../quotas.ts'
import { iamState } from '../state.ts'
import { withIamTags } from '../tags.ts'
import type { Operation } from '../../service.ts'
import type { PolicyRecord } from '../records.ts'

export const CreatePolicy: Operation<CreatePolicyCommandInput, CreatePolicyCommandOutput> = (
  input,
  call,
) => {
  const { policies } = call.state(iamState)
  const { PolicyName, Path = '/', PolicyDocument, Description, Tags = [] } = input
  const names = policies.keys().map((arn) => arn.slice(arn.lastIndexOf('/') + 1))
  if (isTaken(call, { kind: 'policy', names, wanted: PolicyName }))
    throw awsError(
      'EntityAlreadyExistsException',
      `A policy called ${PolicyName} already exists. Duplicate names are not allowed.`,
    )
  checkManagedPolicy(PolicyDocument)
  checkManagedSize(PolicyDocument)
  const now = call.clock.now()
  const policy: PolicyRecord = {
    PolicyName,
    PolicyId: newUniqueId('ANPA'),
    Arn: globalArn(call, 'iam', `policy${Path}${PolicyName}`),
    Path,
    ...(Description !== undefined && { Description }),
    CreateDate: now,
    UpdateDate: now,
    Tags: withIamTags([], Tags),
    DefaultVersionId: 'v1',
    nextVersion: 2,
    versions: new Map([['v1', { VersionId: 'v1', CreateDate: now, document: PolicyDocument }]]),
  }
  policies.set(policy.Arn, policy)
  const Policy = policyToListedApi(policy, countUses(call))
  return { Policy: { ...Policy, ...(Tags.length > 0 && { Tags: policy.Tags }) } }
}
