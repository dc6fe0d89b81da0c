import { dirname } from 'node:path'
import type { JobRun, Run } from './run.ts'

/** The members of the context `github` that are known on one machine. */
export function githubOf({ app, workflow, event, sha }: Run, job: string): Record<string, string> {
  const [owner = ''] = app.repository!.split('/')
  return {
    event_name: event.name,
    ref: event.ref,
    ref_name: event.ref.replace(/^refs\/\w+\//, ''),
    ref_type: event.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    sha,
    repository: app.repository!,
    repository_owner: owner,
    actor: owner,
    workflow: workflow.name,
    job,
    run_id: '1',
    run_number: '1',
    run_attempt: '1',
    server_url: 'https://github.com',
    head_ref: '',
    base_ref: '',
  }
}

/** The environment of every step of a job on a runner. */
export function runnerEnvironment(jobRun: JobRun): NodeJS.ProcessEnv {
  const { run, job, workspace, temp, token } = jobRun
  const github = Object.entries(githubOf(run, job.id)).map(([name, value]) => [
    `GITHUB_${name.toUpperCase()}`,
    value,
  ])
  return {
    ...run.machine,
    ...Object.fromEntries(github),
    ...(run.app.ownerId && { GITHUB_REPOSITORY_OWNER_ID: run.app.ownerId }),
    ...(run.app.repositoryId && { GITHUB_REPOSITORY_ID: run.app.repositoryId }),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: temp,
    ...token,
    PATH: [...jobRun.path, run.machine.PATH].join(':'),
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
