import type { Directory, KnownCaller, PolicyTexts } from '../../access/directory.ts'
import { tagRecord } from '../../access/permission.ts'
import { parseArn } from '../../kernel/arn.ts'
import type { Caller, Scope } from '../../kernel/scope.ts'
import { findCaller, findSecret } from './caller.ts'
import { groupsOfUser } from './group.ts'
import { managedText, policiesOn } from './policy-source.ts'
import { findRole } from './role.ts'
import { iamState } from './state.ts'
import type { Identity, SessionRecord } from './records.ts'

/** The principals of this emulator's IAM and STS, for the permission engine. */
export const directory: Directory = {
  findCaller,
  findSecret,
  knownCaller,
  policyTexts,
  sessionCaller,
}

/** The user or role of a caller, which the account's root user and what has been deleted have not. */
function findIdentity(own: Scope, { arn, roleArn }: Caller): Identity | undefined {
  if (roleArn) return findRole(own, roleArn)
  const user = own.state(iamState).users.get(arn.split('/').at(-1)!)
  return user?.Arn === arn ? user : undefined
}

const findSession = (own: Scope, { accessKeyId }: Caller): SessionRecord | undefined =>
  own.state(iamState).sessions.get(accessKeyId)

function knownCaller(scope: Scope, caller: Caller): KnownCaller {
  const own = scope.inAccount(caller.account)
  const session = findSession(own, caller)
  return {
    caller,
    tags: { ...tagRecord(findIdentity(own, caller)?.Tags), ...tagRecord(session?.tags) },
    issued: session?.issued,
    federatedProvider: session?.federatedProvider,
    sourceIdentity: session?.sourceIdentity,
  }
}

function policyTexts(scope: Scope, caller: Caller): PolicyTexts {
  if (caller.arn.endsWith(':root')) return { identity: 'all' }
  const own = scope.inAccount(caller.account)
  const identity = findIdentity(own, caller)
  if (!identity) return { identity: [] }
  const managed = (arns: string[]) => arns.flatMap((arn) => managedText(own, arn) ?? [])
  const boundary = identity.PermissionsBoundary?.PermissionsBoundaryArn
  const { policy, policyArns = [] } = findSession(own, caller) ?? {}
  const hasSession = policy !== undefined || policyArns.length > 0
  return {
    identity: identityTexts(own, caller, identity),
    boundary: boundary === undefined ? undefined : managed([boundary]),
    session: hasSession
      ? [...(policy === undefined ? [] : [policy]), ...managed(policyArns)]
      : undefined,
  }
}

/** Every identity-based policy of a caller: its own, and its groups'. */
function identityTexts(own: Scope, { roleArn }: Caller, identity: Identity): string[] {
  if (roleArn) return policiesOn(own, identity, 'role').map(({ text }) => text)
  const name = identity.Arn.split('/').at(-1)!
  const groups = groupsOfUser(own, name).flatMap((group) => policiesOn(own, group, 'group'))
  return [...policiesOn(own, identity, 'user'), ...groups].map(({ text }) => text)
}

function sessionCaller(scope: Scope, arn: string): Caller {
  const { account = scope.account, resource: name = '' } = parseArn(arn) ?? {}
  const [, roleName = '', session] = /^assumed-role\/([^/]+)\/(.+)$/.exec(name) ?? []
  const role = findRole(scope.inAccount(account), session === undefined ? arn : roleName)
  return {
    account,
    arn,
    userId: `${role?.RoleId}:${session ?? 'service'}`,
    accessKeyId: '',
    roleArn: role?.Arn ?? arn,
    temporary: true,
  }
}
