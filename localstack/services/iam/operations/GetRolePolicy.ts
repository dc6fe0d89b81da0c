import type { GetRolePolicyCommandInput, GetRolePolicyCommandOutput } from '@aws-sdk/client-iam'
import { inlinePolicy } from '../identity.ts'
import { urlEncoded } from '../../../access/policy.ts'
import { roleNamed } from '../role.ts'
import { type Operation, readOnly } from '../../service.ts'

export const GetRolePolicy: Operation<GetRolePolicyCommandInput, GetRolePolicyCommandOutput> =
  readOnly(({ RoleName, PolicyName }, call) => {
    const text = inlinePolicy('role', roleNamed(call, RoleName), PolicyName)
    return { RoleName, PolicyName, PolicyDocument: urlEncoded(text) }
  })
