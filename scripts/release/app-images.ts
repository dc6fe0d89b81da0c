import {
  type ContainerDefinition,
  type RegisterTaskDefinitionCommandInput,
  RegisterTaskDefinitionRequest$,
} from '@aws-sdk/client-ecs'
import type { App } from './app.ts'
import type { ComposeBuild, ComposeProject } from './compose.ts'
import { BadInput } from './exit-codes.ts'
import { checkMembers } from './members.ts'
import type { AppService } from './services.ts'
import { readTemplate } from './template.ts'

/** An image of the app: a service of `compose.yaml`, and its repository in ECR. */
export type AppImage = Pick<AppService, 'name' | 'repository'>

/** A container that runs an image of the app. */
export interface ImageUse {
  service: AppService
  /** The service of `compose.yaml` that has the image. */
  image: string
  /** Docker's notation: `linux/amd64`. */
  platform: string
  container: ContainerDefinition
}

/** Reads which containers of a service run images of the app: `${IMAGE}` is its own, `${IMAGE:redis}` that of `redis`. */
export function imageUsesOf(service: AppService): ImageUse[] {
  const file = `${service.name}/task-definition.json`
  const json = readTemplate(file)
  checkMembers(json, RegisterTaskDefinitionRequest$, file)
  const { containerDefinitions = [], runtimePlatform } =
    json as unknown as RegisterTaskDefinitionCommandInput
  const platform = runtimePlatform?.cpuArchitecture === 'ARM64' ? 'linux/arm64' : 'linux/amd64'
  return containerDefinitions.flatMap((container) => {
    const [, name] = /^\$\{IMAGE(?::([^}]*))?\}$/.exec(container.image ?? '') ?? [undefined, null]
    if (name === null) return []
    if (name !== undefined && !/^[a-z0-9]+(?:[._-][a-z0-9]+)*$/.test(name))
      throw new BadInput(
        `.aws/${file}: "${container.image}" names no image: use \${IMAGE:<service of compose.yaml>}, with lower-case letters, digits and single hyphens`,
      )
    return [{ service, image: name ?? service.name, platform, container }]
  })
}

/** The images of services, each once, in the order in which they are named. */
export function imagesOf(app: App, services: AppService[] = app.services): AppImage[] {
  const names = services.flatMap(imageUsesOf).map(({ image }) => image)
  return [...new Set(names)].map((name) => ({ name, repository: `${app.base}/${name}` }))
}

/** Where an image comes from: a build, or the name of one that others have built. */
export type ImageSource =
  { build: ComposeBuild; thirdParty?: never } | { build?: never; thirdParty: string }

/** Finds an image in `compose.yaml`. */
export function requireSource({ services }: ComposeProject, name: string): ImageSource {
  const { build, image } = services[name] ?? {}
  if (build) return { build }
  if (image) return { thirdParty: image }
  const known = Object.keys(services).join(', ')
  throw new BadInput(
    `compose.yaml has no service '${name}' with a build or an image, which .aws names; it has ${known}`,
  )
}
