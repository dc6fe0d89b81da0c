import { createHash } from 'node:crypto'
import type { App } from '../release/app.ts'
import type { RunOptions } from '../release/run.ts'
import type { Engine } from './engine.ts'

/** A compose project that is made for a host. */
export interface Project {
  name: string
  services: Record<string, object>
  networks: Record<string, object>
  volumes: Record<string, { name: string; external?: boolean }>
  configs?: Record<string, object>
}

/** Creates and starts the containers of a project. */
export const startProject = (
  { docker }: Engine,
  project: Project,
  options: RunOptions,
): Promise<string> =>
  docker(
    ['compose', '--file', '-', '--progress', 'plain', 'up', '--detach', '--pull', 'never'],
    // A dollar sign in a value is not a variable of Compose.
    { ...options, input: JSON.stringify(project).replaceAll('$', () => '$$') },
  )

const appLabel = 'docker-cloud.app'
export const serviceLabel = 'docker-cloud.service'

/** The labels of everything that an app has on a host. */
export const labelsOf = (app: App, service?: string): Record<string, string> => ({
  [appLabel]: app.name,
  ...(service !== undefined && { [serviceLabel]: service }),
})

/** Selects what an app has on a host. */
export const filtersOf = (app: App): string[] =>
  Object.entries(labelsOf(app)).map(([key, value]) => `--filter=label=${key}=${value}`)

/** The network in which the services of an app reach each other. */
export const networkOf = ({ name }: App): string => name

export async function ensureNetwork(engine: Engine, app: App): Promise<void> {
  const found = await engine.docker(['network', 'ls', '--quiet', ...filtersOf(app)])
  if (found !== '') return
  await engine.docker(['network', 'create', ...labelFlags(app), networkOf(app)])
}

/** The labels as arguments of `docker create`. */
export const labelFlags = (app: App): string[] =>
  Object.entries(labelsOf(app)).map(([key, value]) => `--label=${key}=${value}`)

/** The name of what has these settings. */
export const hashOf = (settings: unknown): string =>
  createHash('sha256').update(JSON.stringify(settings)).digest('hex').slice(0, 12)
