import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs'
import type { Release } from '../release/git.ts'
import type { AppService } from '../release/services.ts'
import { fail, type Finding, fine, notChecked } from './finding.ts'
import type { ImageOfTask } from './images.ts'

/** Fargate's storage for the image and what tasks write: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-storage.html */
const defaultStorage = 20

interface Task {
  service: AppService
  task: RegisterTaskDefinitionCommandInput
}

/** Checks that ECR has an image of the release, for the processor of the task definition. */
export function checkImage(
  { service, task }: Task,
  release: Release | undefined,
  { image: { name, repository }, thirdParty, found }: ImageOfTask,
): Finding[] {
  const details = { service: service.name }
  const image = name === service.name ? 'image' : `image of ${name}`
  if ('unseen' in found) return [notChecked(image, found.unseen, service.name)]
  const { hasRepository, pushed, platforms } = found.value
  if (!hasRepository)
    return [
      fail(`there is no ECR repository ${repository}`, {
        ...details,
        fix: 'run `npm run bootstrap`',
      }),
    ]
  if (!pushed && thirdParty !== undefined)
    return [
      notChecked(
        image,
        `tasks pull ${thirdParty} from its own registry, until \`npm run push -- --mirror\` copies it to ECR`,
        service.name,
      ),
    ]
  if (!pushed && !release) return []
  if (!pushed)
    return [
      fail(
        `ECR repository ${repository} has no image of ${release!.version} (tag ${release!.revision})`,
        { ...details, fix: `run \`npm run push -- ${service.name}\`` },
      ),
    ]
  const bytes = pushed.detail.imageSizeInBytes ?? 0
  const storage = task.ephemeralStorage?.sizeInGiB ?? defaultStorage
  const wanted = platformOfTask(task)
  const known = platforms.filter((platform) => platform !== 'unknown')
  const findings = []
  if (known.length > 0 && !known.some((platform) => `${platform}/`.startsWith(`${wanted}/`)))
    findings.push(
      fail(`the ${image} is for ${known.join(' and ')}, and the task runs on ${wanted}`, {
        ...details,
        says: `CannotPullContainerError: pull image manifest has been retried 7 time(s): image Manifest does not contain descriptor matching platform '${wanted}'`,
      }),
    )
  if (bytes > storage * 2 ** 30)
    findings.push(
      fail(`the ${image} has ${megabytes(bytes)} MB, and the task has ${storage} GiB of storage`, {
        ...details,
        fix: `make the image smaller, or raise ephemeralStorage.sizeInGiB in .aws/${service.name}/task-definition.json (at most 200)`,
      }),
    )
  const parts = [`${image} ${pushed.digest.slice(0, 19)}…`, `${megabytes(bytes)} MB`, ...known]
  return findings.length > 0 ? findings : [fine(parts.join(', '), details)]
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1)

const platformOfTask = ({ runtimePlatform }: RegisterTaskDefinitionCommandInput) =>
  runtimePlatform?.cpuArchitecture === 'ARM64' ? 'linux/arm64' : 'linux/amd64'
