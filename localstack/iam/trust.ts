import type { Scope } from '../operation.ts'
import { contextOf } from './policy/condition.ts'
import { type Principal, parsePolicy } from './policy/document.ts'
import { evaluate } from './policy/evaluate.ts'
import type { Role } from './role.ts'

interface Asked {
  action: string
  principals: Principal[]
  keys: Record<string, string | string[] | undefined>
}

/** Whether a role's trust policy lets a principal do something; a role that does not exist trusts nobody. */
export function isTrusted(scope: Scope, role: Role | undefined, asked: Asked): boolean {
  if (!role) return false
  const now = scope.clock.now()
  const context = contextOf({
    'aws:CurrentTime': now.toISOString(),
    'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
    'aws:RequestedRegion': scope.region,
    ...asked.keys,
  })
  const { action, principals } = asked
  const request = { action, resource: role.Arn, principals, context }
  return evaluate([parsePolicy(role.trustPolicy)], request).outcome === 'allowed'
}
