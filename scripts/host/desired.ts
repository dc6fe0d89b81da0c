import { imagesOf, imageUsesOf } from '../release/app-images.ts'
import type { Context } from '../release/context.ts'
import type { ComposeProject } from '../release/compose.ts'
import type { Release } from '../release/git.ts'
import type { AppService } from '../release/services.ts'
import type { Values } from '../release/template.ts'
import { requireReleasedImage } from '../resources/released-image.ts'
import { readTaskDefinition } from '../resources/task-definition.ts'
import { type Balancing, readBalancing } from './balancing.ts'
import { checkPlatform, type Engine } from './engine.ts'
import { hashOf, labelsOf, networkOf, type Project } from './project.ts'
import { readSecretValues } from './secret-values.ts'
import { onlyContainer, type Settings, settingsOf } from './settings.ts'
import { volumesOf } from './volumes.ts'

/** The container that a service of this release should have. */
export interface DesiredContainer {
  service: AppService
  /** Of the container and of its compose project: `<app>-<service>-<revision>`. */
  name: string
  image: string
  project: Project
  /** Undefined for a service without a target group. */
  balancing: Balancing | undefined
}

/** The sources of a release's containers. */
export interface Sources {
  release: Release
  /** `compose.yaml`. */
  compose: ComposeProject
  /** The placeholders of `.aws/`. */
  values: Values
}

/** Reads the container of a service from its task definition, with the image of this commit. */
export async function readDesired(
  context: Context,
  engine: Engine,
  { service, sources }: { service: AppService; sources: Sources },
): Promise<DesiredContainer> {
  const { app } = context
  const { release, compose, values } = sources
  for (const { platform } of imageUsesOf(service)) checkPlatform(engine, service.name, platform)
  const images: Values = {}
  for (const image of imagesOf(app, [service])) {
    const name = await requireReleasedImage(context, image, { project: compose, release })
    images[`IMAGE:${image.name}`] = name
    if (image.name === service.name) images.IMAGE = name
  }
  const file = `${service.name}/task-definition.json`
  const definition = readTaskDefinition(service, { ...values, ...images })
  const { image = '', environment = [], secrets = [] } = onlyContainer(definition, file)
  const translated = settingsOf(definition, file)
  const own = compose.services[service.name] ?? {}
  const healthcheck = translated.healthcheck ?? unescaped(own.healthcheck)
  const { mounts, volumes } = volumesOf(app, own.volumes ?? [])
  const settings: Settings = {
    ...translated,
    image,
    environment: {
      // Fargate sets both.
      AWS_REGION: values.REGION,
      AWS_DEFAULT_REGION: values.REGION,
      ...Object.fromEntries(environment.map(({ name, value }) => [name, value])),
      ...(await readSecretValues(context, secrets)),
    },
    volumes: [...((translated.volumes as unknown[]) ?? []), ...mounts],
    ...(healthcheck !== undefined && { healthcheck }),
    // Until it is healthy, a container that ends is a failure; then its restart policy is set.
    restart: 'no',
    // This driver compresses and rotates: five files of 20 MB at most.
    logging: { driver: 'local' },
  }
  const name = `${app.name}-${service.name}-${hashOf(settings)}`
  const labels = { ...(settings.labels as object), ...labelsOf(app, service.name) }
  return {
    service,
    name,
    image,
    balancing: service.files.has('target-group') ? readBalancing(service, values) : undefined,
    project: {
      name,
      services: {
        [service.name]: { ...settings, container_name: name, labels, networks: ['app'] },
      },
      networks: { app: { name: networkOf(app), external: true } },
      volumes,
    },
  }
}

/** Compose writes a dollar sign twice in the project that it resolves. */
const unescaped = <T>(value: T | undefined): T | undefined =>
  value && (JSON.parse(JSON.stringify(value).replaceAll('$$', () => '$')) as T)
