import type { Triggers, Workflow } from './model.ts'

/** One way in which a workflow begins. */
export interface Event {
  name: string
  ref: string
  /** How people call it: `push to main`. */
  label: string
}

/** What stands for all branches and tags that nobody named. */
export const anyBranch = 'any-other-branch'
export const anyTag = 'any-tag'

/**
 * Every kind of event that begins a workflow; a filter's pattern stands for the names it matches.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
export function eventsOf({ on }: Workflow, branch: string): Event[] {
  return Object.keys(on).flatMap((name) => eventsNamed(name, on, branch))
}

function eventsNamed(name: string, on: Triggers, branch: string): Event[] {
  const filters = on[name]!
  const at = (ref: string) => ({ name, ref, label: `${name} (${short(ref)})` })
  switch (name) {
    case 'push':
      return refsPushed(filters, branch).map((ref) => ({
        ...at(ref),
        label: `push to ${short(ref)}`,
      }))
    case 'pull_request':
      return [{ name, ref: 'refs/pull/1/merge', label: 'pull_request' }]
    case 'workflow_dispatch':
      return [branch, anyBranch]
        .map((one) => at(`refs/heads/${one}`))
        .concat(at(`refs/tags/${anyTag}`))
    case 'release':
      return [at(`refs/tags/${anyTag}`)]
    // Another workflow's events begin this one: the caller's jobs are looked at instead.
    case 'workflow_call':
      return []
    default:
      return [at(`refs/heads/${branch}`)]
  }
}

/** Whether a push to a branch begins a workflow; a pattern among its filters is taken to fit. */
export const beginsOnPush = (workflow: Workflow, branch: string): boolean =>
  eventsOf(workflow, branch).some(
    ({ name, ref }) =>
      name === 'push' && (ref === `refs/heads/${branch}` || /^refs\/heads\/.*[*?+[]/.test(ref)),
  )

/** A filter for branches alone leaves tags out, and the other way round. */
function refsPushed(filters: Record<string, string[]>, branch: string): string[] {
  const { branches, tags } = filters
  const isFiltered = (what: string) => what in filters || `${what}-ignore` in filters
  const heads =
    branches ?? (isFiltered('tags') && !isFiltered('branches') ? [] : [branch, anyBranch])
  const others = tags ?? (isFiltered('branches') && !isFiltered('tags') ? [] : [anyTag])
  const kept = (names: string[], ignored: string[] = []) =>
    names.filter((one) => !one.startsWith('!') && !ignored.includes(one))
  return [
    ...kept(heads, filters['branches-ignore']).map((one) => `refs/heads/${one}`),
    ...kept(others, filters['tags-ignore']).map((one) => `refs/tags/${one}`),
  ]
}

/** `refs/heads/main` as people write it. */
export const short = (ref: string) => ref.replace(/^refs\/(heads|tags)\//, '')
