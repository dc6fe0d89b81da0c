import type { GetGroupPolicyCommandInput, GetGroupPolicyCommandOutput } from '@aws-sdk/client-iam'
import { inlinePolicy } from '../identity.ts'
import { urlEncoded } from '../../../access/policy.ts'
import { groupNamed } from '../group.ts'
import { type Operation, readOnly } from '../../service.ts'

export const GetGroupPolicy: Operation<GetGroupPolicyCommandInput, GetGroupPolicyCommandOutput> =
  readOnly(({ GroupName, PolicyName }, call) => {
    const text = inlinePolicy('group', groupNamed(call, GroupName), PolicyName)
    return { GroupName, PolicyName, PolicyDocument: urlEncoded(text) }
  })
