import { run, type RunOptions } from './run.ts'

/** The part of a service in `docker compose config` that a release needs. */
export interface ComposeService {
  image?: string
  build?: Record<string, unknown> & { args?: Record<string, string | null>; tags?: string[] }
  platform?: string
  depends_on?: Record<string, { condition: string }>
}

/** What compose makes of `compose.yaml`, its overrides, `.env` and the environment. */
export interface ComposeProject {
  name: string
  services: Record<string, ComposeService>
}

/** Reads the project as compose resolves it. Services of all profiles are there. */
export async function readProject(): Promise<ComposeProject> {
  const config = ['compose', '--profile', '*', 'config', '--format', 'json']
  return JSON.parse(await run('docker', config)) as ComposeProject
}

/** Runs compose on a project that is given as data. Paths in it are absolute already. */
export const composeWith = (project: ComposeProject, args: string[], options: RunOptions) =>
  run('docker', ['compose', '--file', '-', '--progress', 'plain', ...args], {
    ...options,
    input: JSON.stringify(project),
  })
