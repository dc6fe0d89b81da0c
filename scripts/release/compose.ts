import { existsSync } from 'node:fs'
import { BadInput } from './exit-codes.ts'
import { run, RunFailure, type RunOptions } from './run.ts'

/** A build of `compose.yaml`. Paths in it are absolute. */
export type ComposeBuild = Record<string, unknown> & {
  /** A folder, or the URL of a repository. */
  context: string
  dockerfile?: string
  dockerfile_inline?: string
  additional_contexts?: Record<string, string>
  args?: Record<string, string | null>
  labels?: Record<string, string>
  platforms?: string[]
  target?: string
  tags?: string[]
}

/** The part of a service in `docker compose config` that a release needs. */
export interface ComposeService {
  image?: string
  build?: ComposeBuild
  platform?: string
  depends_on?: Record<string, { condition: string }>
  healthcheck?: Record<string, unknown>
  volumes?: ComposeVolume[]
}

/** A mount of a service: a named volume, a bind mount, and so on. */
export interface ComposeVolume {
  type: string
  source?: string
  target: string
}

/** What compose makes of `compose.yaml`, `.env` and the environment. */
export interface ComposeProject {
  name: string
  services: Record<string, ComposeService>
}

/** In the order in which compose looks for them. */
const composeFiles = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml']

/**
 * The file that a release reads. An override beside it has what is for one machine, such as a target
 * for development: https://docs.docker.com/compose/how-tos/multiple-compose-files/merge/
 */
function fileFlags(): string[] {
  const file = process.env.COMPOSE_FILE ? undefined : composeFiles.find((name) => existsSync(name))
  return file ? ['--file', file] : []
}

/** Reads the project as compose resolves it. Services of all profiles are there. */
export async function readProject(): Promise<ComposeProject> {
  const config = ['compose', ...fileFlags(), '--profile', '*', 'config', '--format', 'json']
  const text = await run('docker', config).catch((cause: Error) => {
    const unknown = /Additional property (\S+) is not allowed/i.exec(cause.message)?.[1]
    const fix =
      unknown &&
      `: this version of Docker Compose does not know "${unknown}"; correct it, or install a newer version`
    const message = `compose.yaml cannot be read${fix ?? ''}`
    throw cause instanceof RunFailure
      ? new BadInput(message, { cause })
      : new Error(message, { cause })
  })
  return JSON.parse(text) as ComposeProject
}

/** Runs compose on a project that is given as data. Paths in it are absolute already. */
export const composeWith = (project: ComposeProject, args: string[], options: RunOptions) =>
  run('docker', ['compose', '--file', '-', '--progress', 'plain', ...args], {
    ...options,
    input: JSON.stringify(project),
  })
