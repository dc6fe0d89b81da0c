import { fail, type Finding, fine, notChecked } from './finding.ts'
import type { Seen } from './seen.ts'

/** Checks that the log groups exist: without them no task starts on Fargate. */
export const checkLogGroups = (service: string, groups: Map<string, Seen<boolean>>): Finding[] =>
  Array.from(groups, ([name, exists]) => {
    if ('unseen' in exists) return notChecked(`log group ${name}`, exists.unseen, service)
    if (exists.value) return fine(`log group ${name} exists`, { service })
    return fail(`log group ${name} does not exist`, {
      service,
      says: 'ResourceInitializationError: failed to validate logger args: failed to create CloudWatch log stream: ResourceNotFoundException: The specified log group does not exist.',
    })
  })
