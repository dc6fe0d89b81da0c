import { parseReference, type RegistryRepository } from '../registry/reference.ts'
import type { App } from './app.ts'
import type { AppImage } from './app-images.ts'
import { BadInput } from './exit-codes.ts'

/**
 * Reads the other registries that get a copy of each image, from REGISTRIES: `docker.io/me,ghcr.io/me`.
 * Returns the repository of an image in each of them, `me/<app>-<service>`: Docker Hub has no deeper names.
 */
export function readRegistries(env: NodeJS.ProcessEnv) {
  const prefixes = (env.REGISTRIES ?? '')
    .split(',')
    .map((prefix) => prefix.trim().replace(/\/$/, ''))
    .filter(Boolean)
  const wrong = prefixes.find((prefix) => !/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)+$/.test(prefix))
  if (wrong)
    throw new BadInput(
      `REGISTRIES has "${wrong}": it must be a list of <registry>/<namespace>, separated by commas, without https://`,
    )
  return ({ base }: App, { name }: AppImage): RegistryRepository[] =>
    prefixes.map((prefix) => parseReference(`${prefix}/${base}-${name}`))
}
