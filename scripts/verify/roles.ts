import { parsePolicy, PolicyError } from '../policy/document.ts'
import { evaluate } from '../policy/evaluate.ts'
import type { Values } from '../release/template.ts'
import type { FoundRole } from './account.ts'
import { fail, type Finding, fine, notChecked, warn } from './finding.ts'
import type { Seen } from './seen.ts'

/** The keys of a request by which ECS assumes the role of a task: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html */
const known = ['aws:sourceaccount', 'aws:sourcearn']

/** Checks that the roles of a task exist, and that ECS's tasks may assume them. */
export function checkRoles(
  service: string,
  roles: Map<string, Seen<FoundRole>>,
  values: Values,
): Finding[] {
  return Array.from(roles, ([arn, found]) => {
    const name = arn.split('/').at(-1)!
    const fix = 'run `npm run bootstrap` as an administrator'
    if ('unseen' in found) return notChecked(`role ${name}`, found.unseen, service)
    if (!found.value)
      return fail(`role ${name} does not exist`, { service, says: notAssumed(arn), fix })
    const decision = trustsTasks(found.value.trust, values)
    if (decision === 'unknown')
      return warn(`the trust policy of role ${name} has conditions that cannot be evaluated here`, {
        service,
      })
    if (decision === 'denied')
      return fail(`the trust policy of role ${name} does not allow ecs-tasks.amazonaws.com`, {
        service,
        says: notAssumed(arn),
        fix,
      })
    return fine(`role ${name} trusts ecs-tasks.amazonaws.com`, { service })
  })
}

const notAssumed = (arn: string) =>
  `ECS was unable to assume the role '${arn}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.`

function trustsTasks(trust: unknown, values: Values): 'allowed' | 'denied' | 'unknown' {
  try {
    const decision = evaluate([parsePolicy(JSON.stringify(trust))], {
      action: 'sts:AssumeRole',
      resource: '*',
      principals: [{ type: 'Service', value: 'ecs-tasks.amazonaws.com' }],
      context: new Map([
        ['aws:sourceaccount', [String(values.ACCOUNT_ID)]],
        ['aws:sourcearn', [`arn:aws:ecs:${values.REGION}:${values.ACCOUNT_ID}:*`]],
      ]),
      isKnown: (key) => known.includes(key),
    })
    if (decision.unknownKey !== undefined) return 'unknown'
    return decision.outcome === 'allowed' ? 'allowed' : 'denied'
  } catch (error) {
    if (error instanceof PolicyError) return 'unknown'
    throw error
  }
}
