import { mkdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { execute, run } from '../../release/run.ts'
import type { ActionCall } from '../run.ts'

interface Login {
  registry: string
  username: string
  password: string
}

/** Logs Docker in, in the job's own configuration. */
export async function logIn({ env }: ActionCall, { registry, username, password }: Login) {
  const login = ['login', '--username', username, '--password-stdin', registry]
  await run('docker', login, { input: password, env })
}

/**
 * Creates a Docker configuration of a job's own, and returns the variable that selects it. The user's
 * logins are neither read nor changed. The engine and Docker's plugins stay the same.
 */
export function makeDockerConfiguration(
  folder: string,
  machine: NodeJS.ProcessEnv,
): { DOCKER_CONFIG: string } {
  const plugins = join(machine.DOCKER_CONFIG || join(homedir(), '.docker'), 'cli-plugins')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ cliPluginsExtraDirs: [plugins] }))
  return { DOCKER_CONFIG: folder }
}

/** Finds the address of the engine that the user's context selects. */
export async function findDockerHost(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const format = '{{.Endpoints.docker.Host}}'
  return execute('docker', ['context', 'inspect', '--format', format], { env }).then(
    ({ code, stdout }) => (code === 0 ? stdout[0] : undefined),
    () => undefined,
  )
}
