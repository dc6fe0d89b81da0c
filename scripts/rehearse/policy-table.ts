import { styleText } from 'node:util'
import type { RightsUse } from './policy-use.ts'

/** What is for the case that a rollout fails, so that a good rehearsal does not use it. */
const forFailures = 'diagnose'

/** Writes what each role used of its rights, and names what it lacked or did not need. */
export function policyLines(uses: RightsUse[], stream: NodeJS.WriteStream): string[] {
  const unused = uses.flatMap((use) => use.unused)
  const width = Math.max(0, ...unused.map(({ action }) => action.length))
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
    ...(unused.length === granted ? [] : unused).map(
      ({ policy, sid, action, resource }) =>
        `  ${yellow} ${policy === forFailures ? 'for a failure' : 'not used     '}  ${action.padEnd(width)}  ${policy} ${sid}, ${resource}`,
    ),
  ])
}
