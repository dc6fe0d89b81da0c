import { styleText } from 'node:util'
import type { Right, RightsUse } from './policy-use.ts'

/** What is for the case that a rollout fails, so that a good rehearsal does not use it. */
const forFailures = 'diagnose'

/** Writes what each role used of its rights, and names what it lacked or did not need. */
export function policyLines(uses: RightsUse[], stream: NodeJS.WriteStream): string[] {
  const red = styleText('red', '✘', { stream })
  const yellow = styleText('yellow', '-', { stream })
  return uses.flatMap(({ role, granted, unused, missing }) => [
    granted > 0 && unused.length === granted
      ? `${role}: nothing was asked in its name`
      : `${role}: ${granted - unused.length} of ${granted} rights used${missing.length > 0 ? `, ${missing.length} missing` : ''}`,
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

/** Rights by the statement and the resource for which they are not used. */
const statementsOf = (rights: Right[]): [statement: string, actions: string[]][] =>
  Object.entries(Object.groupBy(rights, statementOf)).map(([statement, ones]) => [
    statement,
    ones!.map(({ action }) => action),
  ])

function statementOf({ policy, sid, resource }: Right): string {
  const short = resource.split(':').slice(5).join(':') || resource
  return `${policy === forFailures ? 'for a failure' : 'not used'}: ${policy} ${sid} on ${short}`
}
