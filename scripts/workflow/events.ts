import type { Triggers, Workflow } from './model.ts'

/** An event that starts a workflow. */
export interface Event {
  name: string
  ref: string
  /** For people: `push to main`. */
  label: string
  /** What happened to a pull request: `opened`, `closed`. */
  action?: string
  /** True for a pull request from another repository, which gets neither token nor secrets. */
  isFork?: boolean
}

/** Stand for all branches and tags that a filter does not name. */
export const anyBranch = 'any-other-branch'
export const anyTag = 'any-tag'

/**
 * Lists the events that start a workflow. A pattern of a filter stands for the names it matches.
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
      return pullRequests(filters)
    case 'workflow_dispatch':
      return [branch, anyBranch]
        .map((one) => at(`refs/heads/${one}`))
        .concat(at(`refs/tags/${anyTag}`))
    case 'release':
      return [at(`refs/tags/${anyTag}`)]
    // The events of the calling workflow start this one.
    case 'workflow_call':
      return []
    default:
      return [at(`refs/heads/${branch}`)]
  }
}

/** Pull requests of the repository itself come first, then those of forks. */
function pullRequests({ types = [] }: Record<string, string[]>): Event[] {
  const actions = types.includes('closed')
    ? [...(types.length > 1 ? ['opened'] : []), 'closed']
    : ['opened']
  const events = actions.map((action) => ({
    name: 'pull_request',
    ref: 'refs/pull/1/merge',
    label: action === 'opened' ? 'pull_request' : `pull_request (${action})`,
    action,
  }))
  return [
    ...events,
    ...events.map((event) => ({ ...event, label: `${event.label} from a fork`, isFork: true })),
  ]
}

/** Checks that a push to a branch starts a workflow. A pattern in its filters counts as a match. */
export const startsOnPush = (workflow: Workflow, branch: string): boolean =>
  eventsOf(workflow, branch).some(
    ({ name, ref }) =>
      name === 'push' && (ref === `refs/heads/${branch}` || /^refs\/heads\/.*[*?+[]/.test(ref)),
  )

/** The event that a rehearsal stands for: a push to the branch if one starts the workflow. */
export function rehearsedEvent(workflow: Workflow, branch: string): Event | undefined {
  const ref = `refs/heads/${branch}`
  if (startsOnPush(workflow, branch)) return { name: 'push', ref, label: `push to ${branch}` }
  const events = eventsOf(workflow, branch).filter(({ name }) => name !== 'push')
  return events.find(({ name }) => name === 'workflow_dispatch') ?? events[0]
}

/** A filter for branches alone excludes tags, and the reverse. */
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

/** `main` for `refs/heads/main`. */
export const short = (ref: string) => ref.replace(/^refs\/(heads|tags)\//, '')
