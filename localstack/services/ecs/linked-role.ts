import { ensureServiceLinkedRole, findRole, linkedRoleArn } from '../iam/public.ts'
import type { Scope } from '../../kernel/scope.ts'
import { invalidParameter } from './errors.ts'

const service = 'ecs.amazonaws.com'

/** ECS's error while it cannot act in the account. */
export const noLinkedRole = () =>
  invalidParameter(
    'Unable to assume the service linked role. Please verify that the ECS service linked role exists.',
  )

/**
 * Ensures the role with which ECS acts in the account. In a new account AWS creates it during the first call, which
 * often fails because IAM is eventually consistent. With ECS_FIRST_USE_FAILS=1 the first call always fails here.
 */
export function ensureEcsRole(scope: Scope): void {
  const isFresh = !findRole(scope, linkedRoleArn(scope, service))
  ensureServiceLinkedRole(scope, service)
  if (!isFresh || !scope.settings.ecsFirstUseFails) return
  setImmediate(() => makeRole(scope))
  throw noLinkedRole()
}

/** A failed call is undone, but on AWS the role stays. */
function makeRole(scope: Scope): void {
  scope
    .commit(() => ensureServiceLinkedRole(scope, service))
    .catch((error: Error) => scope.log('ecs', error.message))
}
