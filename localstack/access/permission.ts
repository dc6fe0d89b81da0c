import type { AwsError } from '../kernel/errors.ts'
import type { Call, Scope } from '../services/service.ts'

/** Condition keys and their values; a key without a value is absent from the request. */
export type Keys = Record<string, string | string[] | undefined>

/** One right that a call needs: https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html */
export interface Need {
  /** `ecs:UpdateService`. */
  action: string
  /** The ARN that is acted on, or `*`. */
  resource: string
  /** The condition keys of this action, beyond those that every request has. */
  keys?: Keys
  /** The policies that the resource itself has, as written. */
  policies?: string[]
  /** Whether the resource's policy has to allow even within the account, as a role's trust policy has. */
  policyDecides?: boolean
  /** What the service answers where it does not pass IAM's own words on. */
  refusal?: AwsError
}

/** A right as a table names it: without an action it is the operation's own. */
export type Needed = Omit<Need, 'action'> & { action?: string }

/** The rights that one operation needs, for an input; a row of a service's table. */
export type Rule = (input: never, call: Call) => Needed | Needed[]

/** What IAM knows of a service: its actions, and the condition keys that this emulator gives a value. */
export interface Actions {
  rules: Record<string, Rule>
  /** The service's own condition keys, without its prefix; one that ends in `/` stands for all below it. */
  keys: string[]
  /** A resource's tags, for `aws:ResourceTag/…`. */
  tagsOf(scope: Scope, resource: string): Record<string, string>
}

/** A row: the operation has no resource that a policy could name. */
export const onAnything: Rule = () => ({ resource: '*' })

/** A row: AWS asks nobody's policies. */
export const withoutAsking: Rule = () => []

/** A row: the rights on one resource, whose ARN the input tells. */
export const on =
  <I>(resource: (input: I, call: Call) => string): ((input: I, call: Call) => Needed) =>
  (input, call) => ({ resource: resource(input, call) })

/** A row: the rights on each of several resources. */
export const onEach =
  <I>(resources: (input: I, call: Call) => string[]): ((input: I, call: Call) => Needed[]) =>
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
