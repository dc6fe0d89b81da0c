import { styleText } from 'node:util'
import type { Permission, PolicyUse } from './policy-use.ts'

/** The policy for a rollout that fails. A successful rehearsal does not use it. */
const forFailures = 'diagnose'

/** Writes the permissions that each role used, lacked or did not use. */
export function policyLines(uses: PolicyUse[], stream: NodeJS.WriteStream): string[] {
  const red = styleText('red', '✘', { stream })
  const yellow = styleText('yellow', '-', { stream })
  return uses.flatMap(({ role, granted, unused, missing }) => [
    granted > 0 && unused.length === granted
      ? `${role}: no call was made with it`
      : `${role}: ${granted - unused.length} of ${granted} permissions used${missing.length > 0 ? `, ${missing.length} missing` : ''}`,
    ...missing.map(
      ({ operation, action, resource, reason }) =>
        `  ${red} ${operation} needs ${action} on ${resource}${reason ? `: ${reason}` : ''}`,
    ),
    ...(unused.length === granted ? [] : statementsOf(unused)).flatMap(([statement, actions]) => [
      `  ${yellow} ${statement}`,
      `      ${actions.join(', ')}`,
    ]),
  ])
}

/** Groups unused permissions by statement and resource. */
const statementsOf = (permissions: Permission[]): [statement: string, actions: string[]][] =>
  Object.entries(Object.groupBy(permissions, statementOf)).map(([statement, ones]) => [
    statement,
    ones!.map(({ action }) => action),
  ])

function statementOf({ policy, sid, resource }: Permission): string {
  const short = resource.split(':').slice(5).join(':') || resource
  return `${policy === forFailures ? 'for a failure' : 'not used'}: ${policy} ${sid} on ${short}`
}
