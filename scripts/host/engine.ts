import { BadInput } from '../release/exit-codes.ts'
import { run, type RunOptions } from '../release/run.ts'
import { explainEngine } from './engine-problem.ts'

/** The Docker engine of a host. */
export interface Engine {
  /** The Docker context that leads to it. */
  context: string
  /** Docker's notation: `linux/amd64`. */
  platform: string
  /** Runs the Docker CLI on it, and returns its stdout. */
  docker(args: string[], options?: RunOptions): Promise<string>
}

/** The oldest engine on which this is tested; Debian 12 has it. */
const oldest = [20, 10] as const

/** Connects to the engine of a Docker context. */
export async function openEngine(context: string): Promise<Engine> {
  const address = await requireContext(context)
  const docker = (args: string[], options?: RunOptions) =>
    run('docker', ['--context', context, ...args], options).catch((cause: Error) => {
      throw explainEngine(cause, { context, address })
    })
  const format = '--format={{.Server.Version}} {{.Server.Os}}/{{.Server.Arch}}'
  const [version = '', platform = ''] = (await docker(['version', format])).split(' ')
  checkVersion(context, version)
  return { context, platform, docker }
}

/** Finds the address of a context: `ssh://ec2-user@203.0.113.5`. */
async function requireContext(context: string): Promise<string> {
  const names = await run('docker', ['context', 'ls', '--format={{.Name}}'])
  if (!names.split('\n').includes(context))
    throw new BadInput(
      `there is no Docker context ${context}: there are ${names.split('\n').join(', ')}; create it with \`docker context create ${context} --docker host=ssh://<user>@<host>\``,
    )
  return run('docker', ['context', 'inspect', '--format={{.Endpoints.docker.Host}}', context])
}

/** Rejects an engine that is older than those on which this is tested. */
export function checkVersion(context: string, version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor, oldestMinor] = oldest
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return
  throw new Error(
    `the engine of context ${context} is ${version}: update it to ${oldest.join('.')} or newer`,
  )
}

/** Rejects an image whose platform is not the engine's. */
export function checkPlatform(engine: Engine, name: string, platform: string): void {
  if (platform === engine.platform) return
  throw new Error(
    `the host of context ${engine.context} is ${engine.platform}, and the image of ${name} is for ${platform}: change runtimePlatform in .aws/${name}/task-definition.json, or use another host`,
  )
}
