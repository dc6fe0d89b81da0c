import { dirname, join } from 'node:path'
import type { Value } from './expression.ts'
import { payloadOf } from './payload.ts'
import type { JobRun, Run } from './run.ts'

/** Stands for the token of a job: GitHub's API is not rehearsed. */
const jobToken = 'ghs_rehearsal'

/** The members of the context `github` that are known on one machine. */
export function githubOf(run: Run, job: string): Record<string, Value> {
  return { ...textsOf(run, job), event: payloadOf(run), token: jobToken }
}

function textsOf({ app, workflow, event, sha }: Run, job: string): Record<string, string> {
  const [owner = ''] = app.repository!.split('/')
  const isPullRequest = event.name === 'pull_request'
  return {
    event_name: event.name,
    ref: event.ref,
    ref_name: event.ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    ref_type: event.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    ref_protected: 'false',
    sha,
    repository: app.repository!,
    repository_owner: owner,
    ...(app.ownerId && { repository_owner_id: app.ownerId }),
    ...(app.repositoryId && { repository_id: app.repositoryId }),
    repositoryUrl: `git://github.com/${app.repository}.git`,
    actor: owner,
    triggering_actor: owner,
    workflow: workflow.name,
    workflow_ref: `${app.repository}/.github/workflows/${workflow.file}@${event.ref}`,
    workflow_sha: sha,
    job,
    run_id: '1',
    run_number: '1',
    run_attempt: '1',
    retention_days: '90',
    server_url: 'https://github.com',
    api_url: 'https://api.github.com',
    graphql_url: 'https://api.github.com/graphql',
    head_ref: isPullRequest ? 'a-change' : '',
    base_ref: isPullRequest ? app.branch : '',
    action: '',
    action_path: '',
    action_ref: '',
    action_repository: '',
    event_path: '',
    workspace: '',
  }
}

/** The context `runner`. */
export const runnerOf = ({ runnerTemp }: JobRun): Record<string, string> => ({
  os: 'Linux',
  arch: architectures[process.arch] ?? process.arch.toUpperCase(),
  name: 'rehearsal',
  environment: 'github-hosted',
  debug: '',
  temp: runnerTemp,
  tool_cache: runnerTemp,
})

/** The file with the event, for actions. */
export const eventFile = ({ runnerTemp }: Pick<JobRun, 'runnerTemp'>): string =>
  join(runnerTemp, 'event.json')

const architectures: Record<string, string> = { x64: 'X64', arm64: 'ARM64' }

/** The environment of every step of a job on a runner. */
export function runnerEnvironment(jobRun: JobRun): NodeJS.ProcessEnv {
  const { run, job, workspace, token, path } = jobRun
  const named = (prefix: string, members: Record<string, string>) =>
    Object.entries(members)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [`${prefix}_${name.toUpperCase()}`, value])
  return {
    ...run.machine,
    ...Object.fromEntries(named('GITHUB', textsOf(run, job.id))),
    ...Object.fromEntries(named('RUNNER', runnerOf(jobRun))),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_EVENT_PATH: eventFile(jobRun),
    ...token,
    PATH: [...path, run.machine.PATH].join(':'),
  }
}

/** The variables of this machine that a runner has too. None of them selects an app or an account. */
const ofMachine =
  /^(HOME|USER|LOGNAME|TMPDIR|LANG|LC_\w+|TZ|DOCKER_\w+|(https?|no|all)_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR)|NODE_IMAGE|npm_config_(registry|cache|cafile))$/i

/**
 * Creates the environment that a runner would start with, with the rehearsal's endpoint. This
 * checkout's packages are not on the path, because a runner has none.
 */
export function machineEnvironment(
  env: NodeJS.ProcessEnv,
  endpoint: string | undefined,
): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => ofMachine.test(name))
  const folders = (env.PATH ?? '')
    .split(':')
    .filter((folder) => !/node_modules|node-gyp-bin/.test(folder))
  return {
    ...Object.fromEntries(kept),
    PATH: [dirname(process.execPath), ...folders].join(':'),
    // npm uses its cache, so that a rehearsal can be offline.
    npm_config_prefer_offline: 'true',
    npm_config_update_notifier: 'false',
    AWS_ENDPOINT_URL: endpoint,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  }
}
