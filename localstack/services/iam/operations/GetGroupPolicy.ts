import type { GetGroupPolicyCommandInput, GetGroupPolicyCommandOutput } from '@aws-sdk/client-iam'
import { requireInlinePolicy } from '../identity.ts'
import { urlEncoded } from '../../../access/policy/document.ts'
import { requireGroup } from '../group.ts'
import { type Operation, readOnly } from '../../service.ts'

export const GetGroupPolicy: Operation<GetGroupPolicyCommandInput, GetGroupPolicyCommandOutput> =
  readOnly(({ GroupName, PolicyName }, call) => {
    const text = requireInlinePolicy('group', requireGroup(call, GroupName), PolicyName)
    return { GroupName, PolicyName, PolicyDocument: urlEncoded(text) }
  })
