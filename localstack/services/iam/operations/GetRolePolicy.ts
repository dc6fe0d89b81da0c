import type { GetRolePolicyCommandInput, GetRolePolicyCommandOutput } from '@aws-sdk/client-iam'
import { requireInlinePolicy } from '../identity.ts'
import { urlEncoded } from '../../../access/policy/document.ts'
import { requireRole } from '../role.ts'
import { type Operation, readOnly } from '../../service.ts'

export const GetRolePolicy: Operation<GetRolePolicyCommandInput, GetRolePolicyCommandOutput> =
  readOnly(({ RoleName, PolicyName }, call) => {
    const text = requireInlinePolicy('role', requireRole(call, RoleName), PolicyName)
    return { RoleName, PolicyName, PolicyDocument: urlEncoded(text) }
  })
