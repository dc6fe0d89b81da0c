import { parseArn } from '../kernel/arn.ts'
import { type AwsError } from '../kernel/errors.ts'
import type { Call, Caller, Scope } from '../services/service.ts'
import { askerKeys, contextIn, isKnownKey, requestKeys, resourceKeys } from './context.ts'
import { decide, type Verdict } from './decide.ts'
import { type Actions, type Need, type Needed, type Rule, withoutAsking } from './permission.ts'
import { askerOf, namesOf, parsed, policiesOf } from '../services/iam/principal.ts'
import { recordRequest } from './record.ts'
import { findRole } from '../services/iam/role.ts'

/** A service as IAM sees it: the prefix of its actions, and what each operation needs. */
export interface GuardedService {
  prefix: string
  actions: Actions | undefined
}

/** Words for a refusal, and the error that stands in for them where a service has its own. */
export interface Refusal {
  message: string
  error?: AwsError
}

/**
 * Asks IAM for everything an operation needs, when it is enforced; gives the first refusal.
 * With IAM_SOFT_MODE a refusal is only logged.
 */
export function authorizeCall(
  call: Call,
  { prefix, actions }: GuardedService,
  operation: string,
  input: Record<string, unknown>,
): Refusal | undefined {
  if (!isAsked(call)) return undefined
  const rule = actions?.rules[operation]
  if (!actions || !rule) return soften(call, { message: noRow(call.caller, prefix, operation) })
  for (const needed of needsOf(rule, input, call)) {
    const need = { action: `${prefix}:${operation}`, ...needed }
    const keys = { ...requestKeys(input), ...need.keys }
    const refusal = authorizeNeed(call, call.caller, {
      need: { ...need, keys },
      actions,
      operation: `${prefix}:${operation}`,
    })
    if (refusal) return refusal
  }
  return undefined
}

const isAsked = ({ settings }: Scope) => settings.enforceIam || settings.iamSoftMode

/** An input that names no resource is asked about as one that could be any. */
function needsOf(rule: Rule, input: Record<string, unknown>, call: Call): Needed[] {
  const needs = [rule(input as never, call)].flat()
  return needs.length === 0 && rule !== withoutAsking ? [{ resource: '*' }] : needs
}

interface Asked {
  need: Need
  actions: AskedActions
  /** What the right is for, in the record. */
  operation: string
}

/** What is known of the service; without tags, no policy that asks for a resource's tags allows. */
type AskedActions = Pick<Actions, 'keys'> & Partial<Actions>

/** Asks IAM for one right of a caller, records what it said, and gives the refusal if there is one. */
export function authorizeNeed(
  scope: Scope,
  caller: Caller,
  { need, actions, operation }: Asked,
): Refusal | undefined {
  if (!isAsked(scope)) return undefined
  const asker = askerOf(scope, caller)
  const owner = parseArn(need.resource)?.account || scope.account
  const service = need.action.split(':')[0]!
  const keys = {
    ...askerKeys(asker),
    ...resourceKeys(service, actions.tagsOf?.(scope, need.resource) ?? {}),
    'aws:ResourceAccount': owner,
    // IAM is global, and its calls are requested in this region.
    ...(operation.startsWith('iam:') && { 'aws:RequestedRegion': 'us-east-1' }),
    ...need.keys,
  }
  const context = contextIn(scope, keys)
  const resource = need.policies?.map((text) => parsed(scope, text))
  const verdict = decide(
    { ...policiesOf(scope, asker), resource },
    {
      action: need.action,
      resource: need.resource,
      ...namesOf(caller),
      sameAccount: owner === caller.account,
      policyDecides: need.policyDecides,
      context,
      isKnown: (key) => context.has(key) || isKnownKey(key, need.action, actions),
    },
  )
  const message = verdict.decision === 'allowed' ? undefined : refusalOf(caller, need, verdict)
  recordRequest(scope, {
    principal: caller.roleArn ?? caller.arn,
    action: need.action,
    resource: need.resource,
    decision: message === undefined ? 'allowed' : 'denied',
    ...(message !== undefined && { reason: message }),
    operation,
    conditionKeys: keys,
  })
  if (message === undefined) return undefined
  return soften(scope, { message, ...(need.refusal && { error: need.refusal }) })
}

/**
 * Asks for a right of a role on which a service acts, such as a task's execution role: undefined when it has
 * it, else AWS's sentence. `roleArn` may be that of a session (`arn:aws:sts::…:assumed-role/<role>/<session>`),
 * which is then who the sentence speaks of.
 */
export function authorizeAs(scope: Scope, roleArn: string, need: Need): string | undefined {
  const actions = { keys: [] }
  const caller = sessionCaller(scope, roleArn)
  return authorizeNeed(scope, caller, { need, actions, operation: need.action })?.message
}

/** The caller that a service is when it acts as a role, or as a session of one. */
export function sessionCaller(scope: Scope, roleArn: string): Caller {
  const { account = scope.account, resource: name = '' } = parseArn(roleArn) ?? {}
  const [, roleName = '', session] = /^assumed-role\/([^/]+)\/(.+)$/.exec(name) ?? []
  const role = findRole(scope.inAccount(account), session === undefined ? roleArn : roleName)
  return {
    account,
    arn: roleArn,
    userId: `${role?.RoleId}:${session ?? 'service'}`,
    accessKeyId: '',
    roleArn: role?.Arn ?? roleArn,
    temporary: true,
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
export function refusalOf(
  { arn }: Pick<Caller, 'arn'>,
  { action, resource }: Pick<Need, 'action' | 'resource'>,
  verdict: Exclude<Verdict, { decision: 'allowed' }>,
): string {
  const { decision, source, unknownKey } = verdict
  const refused = `User: ${arn} is not authorized to perform: ${action} on resource: ${resource}`
  if (unknownKey !== undefined)
    return `${refused} because the embedded emulator does not know the condition key ${unknownKey}, which the ${source} asks for`
  if (decision === 'explicitDeny')
    return `${refused} with an explicit deny in ${source.startsWith('identity') ? 'an' : 'a'} ${source}`
  return `${refused} because no ${source} allows the ${action} action`
}

const noRow = ({ arn }: Caller, prefix: string, operation: string) =>
  `User: ${arn} is not authorized to perform: ${prefix}:${operation} because the embedded emulator does not know which rights it needs`

function soften(scope: Scope, refusal: Refusal): Refusal | undefined {
  if (scope.settings.enforceIam) return refusal
  scope.log('iam', `would be denied: ${refusal.message}`)
  return undefined
}
