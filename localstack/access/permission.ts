import type { AwsError } from '../kernel/errors.ts'
import type { Call, Scope } from '../kernel/scope.ts'

/** Condition keys and their values; a key without a value is absent from the request. */
export type ConditionKeys = Record<string, string | string[] | undefined>

/** One permission that a call needs: https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html */
export interface Permission {
  /** `ecs:UpdateService`. */
  action: string
  /** The ARN that is acted on, or `*`. */
  resource: string
  /** The condition keys of this action, beyond those that every request has. */
  keys?: ConditionKeys
  /** The policies that the resource itself has, as written. */
  policies?: string[]
  /** True if the resource's policy has to allow even within the account, as a role's trust policy has. */
  policyDecides?: boolean
  /** The service's own error, if it does not pass on IAM's message. */
  denial?: AwsError
}

/** A permission in a table: without an action it is the operation's own. */
export type OperationPermission = Omit<Permission, 'action'> & { action?: string }

/** The permissions that one operation needs, for an input. */
export type PermissionRule = (
  input: never,
  call: Call,
) => OperationPermission | OperationPermission[]

/** The permissions of a service by operation, and the condition keys that this emulator gives a value. */
export interface PermissionTable {
  rules: Record<string, PermissionRule>
  /** The service's own condition keys, without its prefix; one that ends in `/` stands for all below it. */
  keys: string[]
  /** True if the service's denials leave out the resource `*`. */
  omitsAnyResource?: true
  /** A resource's tags, for `aws:ResourceTag/…`. */
  tagsOf(scope: Scope, resource: string): Record<string, string>
}

/** The operation has no resource that a policy could name. */
export const onAnyResource: PermissionRule = () => ({ resource: '*' })

/** No permission required. */
export const noPermission: PermissionRule = () => []

/** The permission on one resource, by its ARN. */
export const on =
  <I>(
    resource: (input: I, call: Call) => string,
  ): ((input: I, call: Call) => OperationPermission) =>
  (input, call) => ({ resource: resource(input, call) })

/** The permission on each of several resources. */
export const onEach =
  <I>(
    resources: (input: I, call: Call) => string[],
  ): ((input: I, call: Call) => OperationPermission[]) =>
  (input, call) =>
    resources(input, call).map((resource) => ({ resource }))

/** Tags in whichever of AWS's forms, as a plain record. */
export function tagRecord(tags: unknown): Record<string, string> {
  if (tags instanceof Map) return Object.fromEntries(tags) as Record<string, string>
  if (!Array.isArray(tags)) return { ...(tags as Record<string, string> | undefined) }
  return Object.fromEntries(
    (tags as Record<string, string | undefined>[]).map((tag) => [
      tag.Key ?? tag.key ?? '',
      tag.Value ?? tag.value ?? '',
    ]),
  )
}
