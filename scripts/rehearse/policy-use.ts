import { appliesTo } from '../policy/evaluate.ts'
import type { Json } from '../release/template.ts'

/** A question that was put to IAM, as `GET /_localstack/iam/requests` gives it. */
export interface IamRequest {
  /** The ARN of the role that asked. */
  principal: string
  action: string
  resource: string
  decision: 'allowed' | 'denied'
  reason?: string
  /** The call that needed it. */
  operation: string
}

/** A role and its policies, by name. */
export interface RoleRights {
  name: string
  policies: Record<string, Json>
}

/** One action on one resource that a policy allows. */
export interface Right {
  policy: string
  sid: string
  action: string
  resource: string
}

/** What a role was asked for, held against what it may do. */
export interface RightsUse {
  role: string
  granted: number
  unused: Right[]
  missing: IamRequest[]
}

/** Finds for each role what it lacked, and what it was given and did not use. */
export function compareUse(roles: RoleRights[], requests: IamRequest[]): RightsUse[] {
  return roles.map((role) => {
    const asked = requests.filter(({ principal }) => principal.endsWith(`:role/${role.name}`))
    const allowed = asked.filter(({ decision }) => decision === 'allowed')
    const rights = Object.entries(role.policies).flatMap(([policy, json]) => rightsIn(policy, json))
    return {
      role: role.name,
      granted: rights.length,
      unused: rights.filter((right) => !allowed.some((request) => covers(right, request))),
      missing: asked.filter(
        (request) => request.decision === 'denied' && !allowed.some((one) => isSame(one, request)),
      ),
    }
  })
}

function rightsIn(policy: string, json: Json): Right[] {
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

const covers = (right: Right, { action, resource }: IamRequest) =>
  appliesTo(
    {
      sid: right.sid,
      effect: 'Allow',
      actions: { not: false, patterns: [right.action] },
      resources: { not: false, patterns: [right.resource] },
      principals: undefined,
      conditions: [],
    },
    { action, resource, principals: [], context: new Map() },
    '2012-10-17',
  ) === true

/** What was refused first and let through later is not missing. */
const isSame = (one: IamRequest, other: IamRequest) =>
  one.action === other.action && one.resource === other.resource
