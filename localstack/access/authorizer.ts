import { parseArn } from '../kernel/arn.ts'
import { type AwsError } from '../kernel/errors.ts'
import type { Call, Caller, Scope } from '../kernel/scope.ts'
import { callerKeys, contextIn, isKnownKey, requestKeys, resourceKeys } from './context.ts'
import { decideAccess, type Verdict } from './decide.ts'
import type { Directory } from './directory.ts'
import { parseOnce } from './parsed-policies.ts'
import {
  noPermission,
  type OperationPermission,
  type Permission,
  type PermissionRule,
  type PermissionTable,
} from './permission.ts'
import { principalsOf } from './principal.ts'
import { recordRequest } from './record.ts'

/** A service as IAM sees it: the prefix of its actions, and its permissions. */
export interface GuardedService {
  prefix: string
  permissions: PermissionTable | undefined
}

/** Words for a denial, and the error that stands in for them where a service has its own. */
export interface Denial {
  message: string
  error?: AwsError
}

interface PermissionCheck {
  permission: Permission
  /** The service's table. Without `tagsOf`, no policy that depends on a resource's tags allows. */
  table: Pick<PermissionTable, 'keys'> & Partial<PermissionTable>
  /** The operation that needs the permission, for the record. */
  operation: string
}

/** Decides by the policies of a directory what callers may do, when IAM is enforced. With IAM_SOFT_MODE denials are only logged. */
export class Authorizer {
  readonly #directory: Directory

  constructor(directory: Directory) {
    this.#directory = directory
  }

  /** Checks every permission that an operation needs; returns the first denial. */
  authorizeCall(
    call: Call,
    { prefix, permissions }: GuardedService,
    operation: string,
    input: Record<string, unknown>,
  ): Denial | undefined {
    if (!isEnforced(call)) return undefined
    const rule = permissions?.rules[operation]
    if (!permissions || !rule)
      return soften(call, { message: noRule(call.caller, prefix, operation) })
    for (const needed of permissionsFor(rule, input, call)) {
      const permission = { action: `${prefix}:${operation}`, ...needed }
      const keys = { ...requestKeys(input), ...permission.keys }
      const denial = this.authorize(call, call.caller, {
        permission: { ...permission, keys },
        table: permissions,
        operation: `${prefix}:${operation}`,
      })
      if (denial) return denial
    }
    return undefined
  }

  /** Checks one permission of a caller and records the decision; returns the denial if there is one. */
  authorize(
    scope: Scope,
    caller: Caller,
    { permission, table, operation }: PermissionCheck,
  ): Denial | undefined {
    if (!isEnforced(scope)) return undefined
    const { action, resource } = permission
    const owner = parseArn(resource)?.account || scope.account
    const keys = {
      ...callerKeys(this.#directory.knownCaller(scope, caller)),
      ...resourceKeys(action.split(':')[0]!, table.tagsOf?.(scope, resource) ?? {}),
      'aws:ResourceAccount': owner,
      // IAM is global, and its calls are requested in this region.
      ...(operation.startsWith('iam:') && { 'aws:RequestedRegion': 'us-east-1' }),
      ...permission.keys,
    }
    const context = contextIn(scope, keys)
    const verdict = decideAccess(this.#policiesOf(scope, caller, permission), {
      action,
      resource,
      ...principalsOf(caller),
      // AWS's own managed policies are no other account's.
      sameAccount: owner === caller.account || owner === 'aws',
      policyDecides: permission.policyDecides,
      context,
      isKnown: (key) => context.has(key) || isKnownKey(key, action, table),
    })
    const message =
      verdict.decision === 'allowed'
        ? undefined
        : denialOf(caller, namedIn(permission, table), verdict)
    recordRequest(scope, {
      principal: caller.roleArn ?? caller.arn,
      action,
      resource,
      decision: message === undefined ? 'allowed' : 'denied',
      ...(message !== undefined && { reason: message }),
      operation,
      conditionKeys: keys,
    })
    if (message === undefined) return undefined
    return soften(scope, { message, ...(permission.denial && { error: permission.denial }) })
  }

  /**
   * Checks a permission of a role on which a service acts, such as a task's execution role: undefined when it has
   * it, else AWS's sentence. `arn` may be that of a session (`arn:aws:sts::…:assumed-role/<role>/<session>`), which
   * the sentence then names.
   */
  authorizeAs(scope: Scope, arn: string, permission: Permission): string | undefined {
    const caller = this.#directory.sessionCaller(scope, arn)
    const check = { permission, table: { keys: [] }, operation: permission.action }
    return this.authorize(scope, caller, check)?.message
  }

  #policiesOf(scope: Scope, caller: Caller, { policies }: Permission) {
    const parsed = (texts: string[] | undefined) => texts?.map((text) => parseOnce(scope, text))
    const { identity, boundary, session } = this.#directory.policyTexts(scope, caller)
    return {
      identity: identity === 'all' ? identity : parsed(identity)!,
      boundary: parsed(boundary),
      session: parsed(session),
      resource: parsed(policies),
    }
  }
}

/** What a denial names: the action, and the resource unless the service leaves it out. */
const namedIn = (
  { action, resource }: Permission,
  { omitsAnyResource }: PermissionCheck['table'],
): Named => ({
  action,
  resource: resource === '*' && omitsAnyResource ? undefined : resource,
})

interface Named {
  action: string
  resource?: string | undefined
}

const isEnforced = ({ settings }: Scope) => settings.enforceIam || settings.iamSoftMode

/** An input that names no resource is checked as one that could be any. */
function permissionsFor(
  rule: PermissionRule,
  input: Record<string, unknown>,
  call: Call,
): OperationPermission[] {
  const needed = [rule(input as never, call)].flat()
  return needed.length === 0 && rule !== noPermission ? [{ resource: '*' }] : needed
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
export function denialOf(
  { arn }: Pick<Caller, 'arn'>,
  { action, resource }: Named,
  verdict: Exclude<Verdict, { decision: 'allowed' }>,
): string {
  const { decision, source, unknownKey } = verdict
  const on = resource === undefined ? '' : ` on resource: ${resource}`
  const denied = `User: ${arn} is not authorized to perform: ${action}${on}`
  if (unknownKey !== undefined)
    return `${denied} because the embedded emulator does not know the condition key ${unknownKey}, which the ${source} asks for`
  if (decision === 'explicitDeny')
    return `${denied} with an explicit deny in ${source.startsWith('identity') ? 'an' : 'a'} ${source}`
  return `${denied} because no ${source} allows the ${action} action`
}

const noRule = ({ arn }: Caller, prefix: string, operation: string) =>
  `User: ${arn} is not authorized to perform: ${prefix}:${operation} because the embedded emulator does not know which permissions it needs`

function soften(scope: Scope, denial: Denial): Denial | undefined {
  if (scope.settings.enforceIam) return denial
  scope.log('iam', `would be denied: ${denial.message}`)
  return undefined
}
