import { type Principal } from '../iam/policy/document.ts'
import type { Call, Caller } from '../operation.ts'

/** Everything a trust policy may call a caller: itself, its role, its account. */
export function callerPrincipals({ account, arn, roleArn }: Caller): Principal[] {
  const names = [arn, `arn:aws:iam::${account}:root`, ...(roleArn ? [roleArn] : [])]
  return names.map((value) => ({ type: 'AWS', value }))
}

/** The global condition keys that say who calls: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
export function callerKeys({ caller }: Call): Record<string, string | undefined> {
  const { account, arn, userId, roleArn } = caller
  const user = /:user\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1]
  return {
    'aws:PrincipalArn': roleArn ?? arn,
    'aws:PrincipalAccount': account,
    'aws:PrincipalType': roleArn ? 'AssumedRole' : user ? 'User' : 'Account',
    'aws:userid': userId,
    'aws:username': user,
  }
}
