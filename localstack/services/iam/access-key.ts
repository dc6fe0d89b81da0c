import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { iamState } from './state.ts'
import type { UserRecord, AccessKeyRecord } from './records.ts'
/** The access keys of a user, oldest first. */
export const accessKeysOf = (scope: Scope, { UserName }: UserRecord): AccessKeyRecord[] =>
  [...scope.state(iamState).accessKeys.values()].filter((key) => key.UserName === UserName)

/** The access key an operation names, or NoSuchEntity. */
export function requireAccessKey(scope: Scope, user: UserRecord, id: string): AccessKeyRecord {
  const key = scope.state(iamState).accessKeys.get(id)
  if (key?.UserName !== user.UserName)
    throw awsError('NoSuchEntityException', `The Access Key with id ${id} cannot be found.`)
  return key
}
