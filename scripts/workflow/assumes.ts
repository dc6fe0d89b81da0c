import { isConfigureCredentials } from './actions/credentials-input.ts'
import { calledFile, type Job, type Workflow } from './model.ts'

/** Checks for a job that gets credentials, itself or in a workflow that it calls. A rehearsal that skips one is an error. */
export const assumes = ({ steps, uses }: Job, workflows: Workflow[]): boolean =>
  steps.some((step) => isConfigureCredentials(step.uses)) ||
  (uses !== undefined && isRehearsed(uses, workflows))

/**
 * A called workflow is rehearsed if one of its jobs gets credentials, or if it has outputs for other
 * jobs. Any other one counts as successful: tests are not repeated in a rehearsal.
 */
export function isRehearsed(uses: string, workflows: Workflow[]): boolean {
  const called = workflows.find(({ file }) => file === calledFile(uses))
  if (!called) return false
  return (
    Object.keys(called.outputs).length > 0 ||
    Object.values(called.jobs).some((job) => assumes(job, workflows))
  )
}
