import { isEcrImage } from '../../ecr/public.ts'
import { clientError } from '../errors.ts'
import { checkFargateSize, cpuUnits, memoryMiB, noConfiguration } from './fargate-size.ts'
import type { ContainerInput, Registration } from './registration.ts'

/** Rejects task definitions that Fargate does not run: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html */
export function checkFargate(input: Registration): void {
  checkNetworkMode(input)
  checkSizes(input)
  checkExecutionRole(input)
  checkUnsupported(input)
  for (const container of input.containerDefinitions) checkContainer(container)
}

function checkNetworkMode({ networkMode }: Registration): void {
  if (networkMode !== 'awsvpc') throw clientError('Fargate only supports network mode ‘awsvpc’.')
}

function checkSizes({ cpu, memory, runtimePlatform, containerDefinitions }: Registration): void {
  if (cpu === undefined)
    throw clientError("Fargate requires that 'cpu' be defined at the task level.")
  if (memory === undefined)
    throw clientError("Fargate requires that 'memory' be defined at the task level.")
  const windows = runtimePlatform?.operatingSystemFamily?.startsWith('WINDOWS') ?? false
  const size = { cpu: cpuUnits(cpu), memory: memoryMiB(memory) }
  checkFargateSize(size, windows)
  if (windows && runtimePlatform?.cpuArchitecture === 'ARM64') throw noConfiguration(size)
  const used = containerDefinitions.reduce((sum, container) => sum + (container.cpu ?? 0), 0)
  if (used > Number(cpuUnits(cpu)))
    throw clientError(
      "The sum of all container 'cpu' values cannot be greater than the task-level 'cpu' value.",
    )
  for (const container of containerDefinitions)
    if ((container.memory ?? container.memoryReservation ?? 0) > Number(memoryMiB(memory)))
      throw clientError(
        `The 'memory' setting for container '${container.name}' is greater than for the task.`,
      )
}

function checkExecutionRole({ executionRoleArn, containerDefinitions }: Registration): void {
  if (!executionRoleArn && containerDefinitions.some(({ image = '' }) => isEcrImage(image)))
    throw clientError(
      'Fargate requires task definition to have execution role ARN to support ECR images.',
    )
}

function checkUnsupported(input: Registration): void {
  const { ipcMode, pidMode, placementConstraints, volumes = [], inferenceAccelerators } = input
  if (ipcMode) throw notOnFargate('ipcMode')
  if (pidMode === 'host')
    throw clientError("Tasks using the Fargate launch type do not support pidMode 'host'.")
  if (placementConstraints?.length) throw notOnFargate('constraints')
  if (inferenceAccelerators?.length) throw clientError("Unsupported field 'inferenceAccelerators'.")
  for (const { host, dockerVolumeConfiguration } of volumes) {
    if (host?.sourcePath) throw notOnFargate('sourcePath')
    if (dockerVolumeConfiguration) throw notOnFargate('dockerVolumeConfiguration')
  }
}

function checkContainer(container: ContainerInput): void {
  const { linuxParameters } = container
  if (container.privileged)
    throw clientError("Fargate requires that the 'privileged' setting be 'false'.")
  if (container.dockerSecurityOptions?.length) throw notOnFargate('dockerSecurityOptions')
  if (linuxParameters?.devices?.length) throw notOnFargate('devices')
  if (linuxParameters?.maxSwap !== undefined) throw notOnFargate('maxSwap')
  if (linuxParameters?.sharedMemorySize !== undefined) throw notOnFargate('sharedMemorySize')
  for (const capability of linuxParameters?.capabilities?.add ?? [])
    if (capability !== 'SYS_PTRACE') throw clientError(`${capability} is not allowed on Fargate.`)
  if (container.resourceRequirements?.some(({ type }) => type === 'GPU'))
    throw clientError(
      'Tasks using the Fargate launch type do not support GPU resource requirements.',
    )
  checkTimeouts(container)
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecs-taskdefinition-containerdefinition.html: 2 to 120 seconds. */
function checkTimeouts({ name, startTimeout, stopTimeout }: ContainerInput): void {
  for (const [what, value] of Object.entries({ start: startTimeout, stop: stopTimeout })) {
    if (value !== undefined && value < 2)
      throw clientError(
        `Granular ${what} timeout on container '${name}' must be at least 2 seconds.`,
      )
    if (value !== undefined && value > 120)
      throw clientError(
        `Tasks using the Fargate launch type must have a container ${what} timeout of less than 120 seconds.`,
      )
  }
}

const notOnFargate = (feature: string) =>
  clientError(`Fargate compatible task definitions do not support ${feature}`)
