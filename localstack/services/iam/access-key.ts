import { awsError } from '../../kernel/errors.ts'
import type { Call, Scope } from '../../kernel/scope.ts'
import { iamState } from './state.ts'
import type { AccessKeyRecord } from './records.ts'
import { isRootCaller, requireUserOrCaller } from './user.ts'

/** The owner of access keys: a user, or without a name the account's root user. */
type KeyOwner = Pick<AccessKeyRecord, 'UserName'>

/** The owner of the keys that an operation works on: the user it names, or else its caller. */
export const requireKeyOwner = (call: Call, name: string | undefined): KeyOwner =>
  name === undefined && isRootCaller(call) ? {} : requireUserOrCaller(call, name)

/** The access keys of an owner, oldest first. */
export const accessKeysOf = (scope: Scope, { UserName }: KeyOwner): AccessKeyRecord[] =>
  [...scope.state(iamState).accessKeys.values()].filter((key) => key.UserName === UserName)

/** The access key an operation names, or NoSuchEntity. */
export function requireAccessKey(scope: Scope, owner: KeyOwner, id: string): AccessKeyRecord {
  const key = scope.state(iamState).accessKeys.get(id)
  if (!key || key.UserName !== owner.UserName)
    throw awsError('NoSuchEntityException', `The Access Key with id ${id} cannot be found.`)
  return key
}
