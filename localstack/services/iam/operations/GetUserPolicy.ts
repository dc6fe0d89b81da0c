import type { GetUserPolicyCommandInput, GetUserPolicyCommandOutput } from '@aws-sdk/client-iam'
import { requireInlinePolicy } from '../identity.ts'
import { urlEncoded } from '../../../access/policy/document.ts'
import { requireUser } from '../user.ts'
import { type Operation, readOnly } from '../../service.ts'

export const GetUserPolicy: Operation<GetUserPolicyCommandInput, GetUserPolicyCommandOutput> =
  readOnly(({ UserName, PolicyName }, call) => {
    const text = requireInlinePolicy('user', requireUser(call, UserName), PolicyName)
    return { UserName, PolicyName, PolicyDocument: urlEncoded(text) }
  })
