import type { Caller, Scope } from '../service.ts'
import type { Identity } from './identity.ts'
import { groupsOfUser } from './group.ts'
import { managedText, policiesOn } from './policy-source.ts'
import { parsePolicy, type PolicyDocument, type Principal } from '../../access/policy/document.ts'
import { findRole } from './role.ts'
import type { Session } from './session.ts'
import { iamState } from './state.ts'
import { defineRuntime } from '../../kernel/runtime.ts'
import type { Policies } from '../../access/decide.ts'

/** Who asks, with everything that policies may look at. */
export interface Asker {
  caller: Caller
  /** Absent for the account's root user, and for what has been deleted. */
  identity: Identity | undefined
  session: Session | undefined
}

/** Finds what IAM knows of a caller; `scope` is any of the emulator's. */
export function askerOf(scope: Scope, caller: Caller): Asker {
  const own = scope.inAccount(caller.account)
  const { users, sessions } = own.state(iamState)
  const user = users.get(caller.arn.split('/').at(-1)!)
  return {
    caller,
    identity: caller.roleArn
      ? findRole(own, caller.roleArn)
      : user?.Arn === caller.arn
        ? user
        : undefined,
    session: sessions.get(caller.accessKeyId),
  }
}

/** The caller's own policies: its identity's, and what limits them. */
export function policiesOf(scope: Scope, asker: Asker): Policies {
  const { caller, identity, session } = asker
  const own = scope.inAccount(caller.account)
  if (isRoot(caller)) return { identity: 'all' }
  if (!identity) return { identity: [] }
  const parse = (text: string) => parsed(scope, text)
  const managed = (arns: Iterable<string>) =>
    [...arns].flatMap((arn) => managedText(own, arn) ?? []).map(parse)
  const boundary = identity.PermissionsBoundary?.PermissionsBoundaryArn
  const hasSession = session && (session.policy !== undefined || session.policyArns.length > 0)
  return {
    identity: identityTexts(own, asker, identity).map(parse),
    boundary: boundary === undefined ? undefined : managed([boundary]),
    session: hasSession
      ? [
          ...(session.policy === undefined ? [] : [parse(session.policy)]),
          ...managed(session.policyArns),
        ]
      : undefined,
  }
}

/** Every identity-based policy of the caller, as written: its own, and its groups'. */
function identityTexts(scope: Scope, { caller }: Asker, identity: Identity): string[] {
  if (caller.roleArn) return policiesOn(scope, identity, 'role').map(({ text }) => text)
  const name = identity.Arn.split('/').at(-1)!
  const groups = groupsOfUser(scope, name).flatMap((group) => policiesOn(scope, group, 'group'))
  return [...policiesOn(scope, identity, 'user'), ...groups].map(({ text }) => text)
}

/** Whether credentials are those of an account's root user, who may do all in it. */
export const isRoot = ({ arn }: Pick<Caller, 'arn'>): boolean => arn.endsWith(':root')

/** Everything a resource's policy may call a caller: itself, its role, its account. */
export function namesOf({ account, arn, roleArn }: Caller) {
  const named = (...values: string[]): Principal[] =>
    values.map((value) => ({ type: 'AWS', value }))
  const self = named(arn)
  const role = named(...(roleArn ? [roleArn] : []))
  return { self, role, principals: [...self, ...role, ...named(`arn:aws:iam::${account}:root`)] }
}

/** Policies by their text: the same few are asked with every call. */
const parsedState = defineRuntime({
  per: 'emulator',
  initial: () => new Map<string, PolicyDocument>(),
})

const mostParsed = 2000

/** Parses a policy once. */
export function parsed(scope: Scope, text: string): PolicyDocument {
  const known = scope.runtime(parsedState)
  const found = known.get(text)
  if (found) return found
  if (known.size >= mostParsed) known.clear()
  const document = parsePolicy(text)
  known.set(text, document)
  return document
}
