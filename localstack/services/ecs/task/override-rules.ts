import type { TaskOverride } from '@aws-sdk/client-ecs'
import { clientError, invalidParameter } from '../errors.ts'
import type { TaskDefinitionRecord } from '../records.ts'
import { checkFargateSize, cpuUnits, memoryMiB } from '../task-definition/fargate-size.ts'

/** Rejects overrides of containers that do not exist, and sizes that Fargate does not have. */
export function checkOverrides(overrides: TaskOverride, definition: TaskDefinitionRecord): void {
  const { containerOverrides = [], cpu, memory, ephemeralStorage } = overrides
  // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html
  if (JSON.stringify(containerOverrides).length > 8192)
    throw invalidParameter('Container Overrides length must be at most 8192')
  for (const { name } of containerOverrides)
    if (!definition.containerDefinitions.some((container) => container.name === name))
      throw invalidParameter(
        `Override for container named ${name} is not a container in the TaskDefinition.`,
      )
  if (cpu !== undefined || memory !== undefined) {
    const windows = definition.runtimePlatform?.operatingSystemFamily?.startsWith('WINDOWS')
    const size = {
      cpu: cpuUnits(cpu ?? definition.cpu!),
      memory: memoryMiB(memory ?? definition.memory!),
    }
    checkFargateSize(size, windows ?? false)
  }
  const size = ephemeralStorage?.sizeInGiB
  if (size !== undefined && size < 21)
    throw clientError('EphemeralStorage size should be at least 21')
  if (size !== undefined && size > 200)
    throw clientError('EphemeralStorage size should be at most 200')
}
