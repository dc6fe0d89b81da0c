import { ensureServiceLinkedRole, findRole, linkedRoleArn } from '../iam/public.ts'
import type { Scope } from '../../kernel/scope.ts'
import { invalidParameter } from './errors.ts'

const service = 'ecs.amazonaws.com'

/** What ECS says while it cannot act in the account. */
export const noLinkedRole = () =>
  invalidParameter(
    'Unable to assume the service linked role. Please verify that the ECS service linked role exists.',
  )

/**
 * Makes sure of the role with which ECS acts in the account. On a fresh account AWS makes it during the first
 * call, which often fails because IAM has not spread it yet, and the next one works; where IAM is enforced the
 * first call always does.
 */
export function ensureEcsRole(scope: Scope): void {
  const isFresh = !findRole(scope, linkedRoleArn(scope, service))
  ensureServiceLinkedRole(scope, service)
  if (!isFresh || !scope.settings.enforceIam) return
  setImmediate(() => makeRole(scope))
  throw noLinkedRole()
}

/** The call that fails takes back what it has made, and on AWS the role stays. */
function makeRole(scope: Scope): void {
  scope
    .commit(() => ensureServiceLinkedRole(scope, service))
    .catch((error: Error) => scope.log('ecs', error.message))
}
