import type { Value } from './expression.ts'
import type { Defaults, Input, Job, Mapping, Permissions, Triggers, Workflow } from './model.ts'
import { readSteps } from './read-step.ts'
import {
  checkKnown,
  listOf,
  mapping,
  optionalMapping,
  optionalText,
  parseMapping,
  readValues,
} from './yaml-values.ts'

const members = ['name', 'description', 'on', 'permissions', 'env', 'defaults', 'jobs']
const withoutEffect = ['run-name', 'concurrency']

/** Reads a workflow. An unknown member is an error, as on GitHub. */
export function readWorkflow(file: string, text: string): Workflow {
  const document = parseMapping(file, text)
  checkKnown(document, [...members, ...withoutEffect], file)
  const { name, on, permissions, env, defaults, jobs } = document
  const top = readPermissions(permissions, `${file}: permissions`)
  return {
    file,
    name: typeof name === 'string' ? name : file,
    on: readTriggers(on, `${file}: on`),
    inputs: readInputs(on, `${file}: on`),
    outputs: readOutputs(on, `${file}: on`),
    permissions: top,
    env: readValues(env, `${file}: env`),
    defaults: readDefaults(defaults, `${file}: defaults`),
    jobs: Object.fromEntries(
      Object.entries(mapping(jobs, `${file}: jobs`)).map(([id, job]) => [
        id,
        readJob(id, job, { at: `${file}: jobs.${id}`, permissions: top }),
      ]),
    ),
  }
}

const jobMembers = ['name', 'needs', 'if', 'runs-on', 'environment', 'permissions', 'env'].concat(
  ['defaults', 'outputs', 'strategy', 'continue-on-error', 'timeout-minutes', 'steps', 'uses'],
  ['with', 'secrets', 'concurrency', 'cancel-timeout-minutes'],
)
const unsupported = ['container', 'services', 'snapshot']

function readJob(
  id: string,
  value: unknown,
  { at, permissions }: { at: string; permissions: Permissions },
): Job {
  const job = mapping(value, at)
  checkKnown(job, [...jobMembers, ...unsupported], at)
  const { strategy, secrets } = job
  const { matrix, 'fail-fast': failFast } = optionalMapping(strategy, `${at}.strategy`)
  return {
    id,
    name: optionalText(job.name),
    needs: listOf(job.needs),
    if: optionalText(job.if),
    runsOn: job['runs-on'] === undefined ? undefined : JSON.stringify(job['runs-on']),
    environment: readEnvironment(job.environment, at),
    permissions:
      'permissions' in job ? readPermissions(job.permissions, `${at}.permissions`) : permissions,
    env: readValues(job.env, `${at}.env`),
    defaults: readDefaults(job.defaults, `${at}.defaults`),
    outputs: readValues(job.outputs, `${at}.outputs`),
    matrix: matrix as Value | undefined,
    failFast: optionalText(failFast) ?? 'true',
    continueOnError: optionalText(job['continue-on-error']) ?? 'false',
    timeoutMinutes: optionalText(job['timeout-minutes']),
    steps: readSteps(job.steps, `${at}.steps`),
    uses: optionalText(job.uses),
    with: readValues(job.with, `${at}.with`),
    secrets: secrets === 'inherit' ? secrets : readValues(secrets, `${at}.secrets`),
    unsupported: unsupported.filter((name) => name in job),
  }
}

function readTriggers(value: unknown, at: string): Triggers {
  if (typeof value === 'string' || Array.isArray(value))
    return Object.fromEntries(listOf(value).map((event) => [event, {}]))
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
      .map(([filter, names]) => [filter, listOf(names)]),
  )
}

function readInputs(on: unknown, at: string): Workflow['inputs'] {
  return Object.fromEntries(
    ['workflow_dispatch', 'workflow_call'].map((event) => {
      const { inputs } = eventOf(on, event)
      const entries = Object.entries(optionalMapping(inputs, `${at}.${event}.inputs`))
      return [event, Object.fromEntries(entries.map(([name, input]) => [name, readInput(input)]))]
    }),
  )
}

function readInput(value: unknown): Input {
  const { default: given, required, type } = optionalMapping(value, 'an input')
  return {
    default: optionalText(given),
    isRequired: required === true,
    type: optionalText(type) ?? 'string',
  }
}

function readOutputs(on: unknown, at: string): Mapping {
  const outputs = optionalMapping(eventOf(on, 'workflow_call').outputs, `${at}.workflow_call`)
  return Object.fromEntries(
    Object.entries(outputs).map(([name, output]) => [
      name,
      optionalText(mapping(output, `${at}.workflow_call.outputs.${name}`).value) ?? '',
    ]),
  )
}

function eventOf(on: unknown, event: string): Record<string, unknown> {
  if (on === null || typeof on !== 'object' || Array.isArray(on)) return {}
  return optionalMapping((on as Record<string, unknown>)[event], `on.${event}`)
}

function readDefaults(value: unknown, at: string): Defaults {
  const { run } = optionalMapping(value, at)
  const { shell, 'working-directory': folder } = optionalMapping(run, `${at}.run`)
  return { shell: optionalText(shell), workingDirectory: optionalText(folder) }
}

function readPermissions(value: unknown, at: string): Permissions {
  if (value === undefined) return undefined
  if (value === 'read-all') return { contents: 'read' }
  if (value === 'write-all') return { contents: 'write', 'id-token': 'write' }
  return readValues(value, at)
}

function readEnvironment(value: unknown, at: string): string | undefined {
  if (value === undefined || typeof value === 'string') return value
  return optionalText(mapping(value, `${at}.environment`).name)
}
