import { parse } from 'yaml'

/**
 * A workflow, as far as it can be rehearsed. Any other member is an error.
 *
 * GitHub's `@actions/workflow-parser` is not used: Node cannot load it without a bundler, because it
 * imports JSON without an import attribute, and its model lacks `permissions`, `with` and `shell`.
 */
export interface Workflow {
  file: string
  name: string
  on: Triggers
  permissions: Permissions
  env: Mapping
  jobs: Record<string, Job>
}

/** Events by name, with their filters. */
export type Triggers = Record<string, Record<string, string[]>>

/** The permissions of a job's token; undefined if there are none, so that the repository's defaults apply. */
export type Permissions = Record<string, string> | undefined

/** Values that may contain expressions. */
export type Mapping = Record<string, string>

export interface Job {
  id: string
  needs: string[]
  if: string | undefined
  environment: string | undefined
  permissions: Permissions
  env: Mapping
  outputs: Mapping
  steps: Step[]
  /** The workflow that this job calls instead of running steps. */
  uses: string | undefined
}

export interface Step {
  id: string | undefined
  name: string | undefined
  if: string | undefined
  uses: string | undefined
  run: string | undefined
  shell: string | undefined
  workingDirectory: string | undefined
  env: Mapping
  with: Mapping
  continueOnError: boolean
}

/** Adds the job to an error. */
export function inJob<T>({ file }: Workflow, { id }: Job, act: () => T): T {
  try {
    return act()
  } catch (cause) {
    throw new Error(`${file}: job ${id} cannot be evaluated`, { cause })
  }
}

/** Members without an effect on one machine. */
const withoutEffect = ['runs-on', 'timeout-minutes', 'concurrency', 'name', 'run-name']

/** Reads a workflow. An unknown member is an error, because it might change what happens. */
export function readWorkflow(file: string, text: string): Workflow {
  let document: unknown
  try {
    document = parse(text)
  } catch (cause) {
    throw new Error(`${file} is not valid YAML`, { cause })
  }
  const { name, on, permissions, env, jobs, ...rest } = mapping(document, file)
  known(rest, ['concurrency', 'run-name'], file)
  const top = readPermissions(permissions, `${file}: permissions`)
  return {
    file,
    name: typeof name === 'string' ? name : file,
    on: readTriggers(on, `${file}: on`),
    permissions: top,
    env: readValues(env, `${file}: env`),
    jobs: Object.fromEntries(
      Object.entries(mapping(jobs, `${file}: jobs`)).map(([id, job]) => [
        id,
        readJob(id, job, { at: `${file}: jobs.${id}`, permissions: top }),
      ]),
    ),
  }
}

function readJob(
  id: string,
  value: unknown,
  { at, permissions }: { at: string; permissions: Permissions },
): Job {
  const job = mapping(value, at)
  const { needs, if: condition, environment, env, outputs, steps, uses, ...rest } = job
  known(rest, [...withoutEffect, 'permissions'], at)
  return {
    id,
    needs: list(needs),
    if: condition === undefined ? undefined : String(condition),
    environment: readEnvironment(environment, at),
    permissions:
      'permissions' in job ? readPermissions(job.permissions, `${at}.permissions`) : permissions,
    env: readValues(env, `${at}.env`),
    outputs: readValues(outputs, `${at}.outputs`),
    steps: readSteps(steps, `${at}.steps`),
    uses: text(uses),
  }
}

function readSteps(value: unknown, at: string): Step[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw new Error(`${at} must be a list`)
  return value.map((step, index) => readStep(step, `${at}[${index}]`))
}

function readStep(value: unknown, at: string): Step {
  const step = mapping(value, at)
  const { id, name, if: condition, uses, run, shell, env, with: inputs, ...rest } = step
  known(rest, ['working-directory', 'continue-on-error', 'timeout-minutes'], at)
  const tolerant = step['continue-on-error'] ?? false
  if (typeof tolerant !== 'boolean')
    throw new Error(`${at}.continue-on-error must be true or false`)
  if ((uses === undefined) === (run === undefined))
    throw new Error(`${at} must have either \`uses\` or \`run\``)
  return {
    id: text(id),
    name: text(name),
    if: condition === undefined ? undefined : String(condition),
    uses: text(uses),
    run: text(run),
    shell: text(shell),
    workingDirectory: text(step['working-directory']),
    env: readValues(env, `${at}.env`),
    with: readValues(inputs, `${at}.with`),
    continueOnError: tolerant,
  }
}

function readTriggers(value: unknown, at: string): Triggers {
  if (typeof value === 'string' || Array.isArray(value))
    return Object.fromEntries(list(value).map((event) => [event, {}]))
  return Object.fromEntries(
    Object.entries(mapping(value, at)).map(([event, filters]) => [event, readFilters(filters)]),
  )
}

/** Reads filters of names, and ignores the members of a schedule or a call. */
function readFilters(filters: unknown): Record<string, string[]> {
  if (filters === null || typeof filters !== 'object' || Array.isArray(filters)) return {}
  return Object.fromEntries(
    Object.entries(filters)
      .filter(([, names]) => typeof names === 'string' || Array.isArray(names))
      .map(([filter, names]) => [filter, list(names)]),
  )
}

function readPermissions(value: unknown, at: string): Permissions {
  if (value === undefined) return undefined
  if (value === 'read-all') return { contents: 'read' }
  if (value === 'write-all') return { contents: 'write', 'id-token': 'write' }
  return readValues(value, at)
}

function readEnvironment(value: unknown, at: string): string | undefined {
  if (value === undefined || typeof value === 'string') return value
  return text(mapping(value, `${at}.environment`).name)
}

function readValues(value: unknown, at: string): Mapping {
  if (value === undefined || value === null) return {}
  return Object.fromEntries(
    Object.entries(mapping(value, at)).map(([name, entry]) => {
      if (entry !== null && typeof entry === 'object')
        throw new Error(`${at}.${name} must be a text`)
      return [name, entry === null ? '' : String(entry)]
    }),
  )
}

function mapping(value: unknown, at: string): Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new Error(`${at} must be a mapping`)
  return value as Record<string, unknown>
}

function known(members: Record<string, unknown>, names: string[], at: string): void {
  const stray = Object.keys(members).find((name) => !names.includes(name))
  if (stray) throw new Error(`${at}.${stray} cannot be rehearsed: unknown member`)
}

const text = (value: unknown) => (value === undefined ? undefined : String(value))

const list = (value: unknown): string[] =>
  value === undefined || value === null ? [] : [value].flat().map(String)
