import { appliesTo } from '../policy/evaluate.ts'
import type { Json } from '../release/template.ts'

/** A decision of IAM, as `GET /_localstack/iam/requests` returns it. */
export interface IamRequest {
  /** The ARN of the role. */
  principal: string
  action: string
  resource: string
  decision: 'allowed' | 'denied'
  reason?: string
  /** The call that needed it. */
  operation: string
}

/** A role and its policies, by name. */
export interface RolePolicies {
  name: string
  policies: Record<string, Json>
}

/** One action on one resource that a policy allows. */
export interface Permission {
  policy: string
  sid: string
  action: string
  resource: string
}

/** The permissions that a role has, and those that its calls needed. */
export interface PolicyUse {
  role: string
  granted: number
  unused: Permission[]
  missing: IamRequest[]
}

/** Finds the permissions that each role lacked, and those that it did not use. */
export function compareUse(roles: RolePolicies[], requests: IamRequest[]): PolicyUse[] {
  return roles.map((role) => {
    const needed = requests.filter(({ principal }) => principal.endsWith(`:role/${role.name}`))
    const allowed = needed.filter(({ decision }) => decision === 'allowed')
    const permissions = Object.entries(role.policies).flatMap(([policy, json]) =>
      permissionsIn(policy, json),
    )
    return {
      role: role.name,
      granted: permissions.length,
      unused: permissions.filter(
        (permission) => !allowed.some((request) => covers(permission, request)),
      ),
      missing: needed.filter(
        (request) => request.decision === 'denied' && !allowed.some((one) => isSame(one, request)),
      ),
    }
  })
}

function permissionsIn(policy: string, json: Json): Permission[] {
  const { Statement } = json as { Statement: Json }
  return [Statement].flat().flatMap((statement) => {
    const { Sid, Effect, Action, Resource } = statement as Record<string, Json>
    if (Effect !== 'Allow' || Action === undefined || Resource === undefined) return []
    return [Action].flat().flatMap((action) =>
      [Resource].flat().map((resource) => ({
        policy,
        sid: String(Sid ?? ''),
        action: String(action),
        resource: String(resource),
      })),
    )
  })
}

const covers = (permission: Permission, { action, resource }: IamRequest) =>
  appliesTo(
    {
      sid: permission.sid,
      effect: 'Allow',
      actions: { not: false, patterns: [permission.action] },
      resources: { not: false, patterns: [permission.resource] },
      principals: undefined,
      conditions: [],
    },
    { action, resource, principals: [], context: new Map() },
    '2012-10-17',
  ) === true

/** A permission that was denied first and allowed later is not missing. */
const isSame = (one: IamRequest, other: IamRequest) =>
  one.action === other.action && one.resource === other.resource
