import type { GetUserPolicyCommandInput, GetUserPolicyCommandOutput } from '@aws-sdk/client-iam'
import { inlinePolicy } from '../identity.ts'
import { urlEncoded } from '../../../access/policy.ts'
import { userNamed } from '../user.ts'
import { type Operation, readOnly } from '../../service.ts'

export const GetUserPolicy: Operation<GetUserPolicyCommandInput, GetUserPolicyCommandOutput> =
  readOnly(({ UserName, PolicyName }, call) => {
    const text = inlinePolicy('user', userNamed(call, UserName), PolicyName)
    return { UserName, PolicyName, PolicyDocument: urlEncoded(text) }
  })
