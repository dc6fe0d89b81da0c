import type { Caller } from '../kernel/scope.ts'
import type { Principal } from './policy.ts'

/** Everything a resource's policy may call a caller: itself, its role, its account. */
export function principalsOf({ account, arn, roleArn }: Caller) {
  const named = (...values: string[]): Principal[] =>
    values.map((value) => ({ type: 'AWS', value }))
  const self = named(arn)
  const role = named(...(roleArn ? [roleArn] : []))
  return { self, role, principals: [...self, ...role, ...named(`arn:aws:iam::${account}:root`)] }
}
