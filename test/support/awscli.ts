import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import type { Target } from './target.ts'

const run = promisify(execFile)

/** Runs the AWS CLI, a client that nobody here wrote, against a target and returns its parsed JSON. */
export const aws = (target: Target, ...args: string[]) => awsWith({}, target, ...args)

/** The same with settings of its own in the environment. */
export async function awsWith(
  env: NodeJS.ProcessEnv,
  target: Target,
  ...args: string[]
): Promise<unknown> {
  const { stdout } = await run('aws', ['--endpoint-url', target.url, '--output', 'json', ...args], {
    env: { ...environment(target), ...env },
  })
  return stdout.trim() ? JSON.parse(stdout) : undefined
}

/** Version 1 reads AWS_DEFAULT_REGION, version 2 AWS_REGION. */
function environment({ config }: Target): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env
  return {
    PATH,
    HOME,
    AWS_ACCESS_KEY_ID: config.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: config.credentials.secretAccessKey,
    AWS_SESSION_TOKEN: config.credentials.sessionToken,
    AWS_REGION: config.region,
    AWS_DEFAULT_REGION: config.region,
    AWS_PAGER: '',
  }
}

/** Installs the AWS CLI where Debian's packages and root make that possible; says what to do elsewhere. */
export function ensureAwsCli(): void {
  if (spawnSync('aws', ['--version']).status === 0) return
  const apt = ['apt-get', 'install', '-y', '-q', 'awscli']
  if (
    process.getuid?.() === 0 &&
    spawnSync(apt[0]!, apt.slice(1), { stdio: 'ignore' }).status === 0
  )
    return
  throw new Error(
    'The tests need the AWS CLI and could not install it: see https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html',
  )
}
