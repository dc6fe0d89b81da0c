import type { Compatibility, ContainerDefinition } from '@aws-sdk/client-ecs'
import { AwsError } from '../../../kernel/errors.ts'
import type { Caller, Scope } from '../../../kernel/scope.ts'
import type { ContainerDefinitionRecord, TaskDefinitionRecord } from '../records.ts'
import { ecsOf } from '../state.ts'
import { cpuUnits, memoryMiB } from './fargate-size.ts'
import { requiredAttributes } from './required-attributes.ts'
import type { ContainerInput, Registration } from './registration.ts'
import { checkTaskDefinition } from './rules.ts'
import { taskDefinitionArn } from './task-definition.ts'

/** Adds a revision to a family, with the members ECS fills in. */
export function registerTaskDefinition(
  scope: Scope,
  { tags: _tags, ...input }: Registration,
  caller: Caller,
): TaskDefinitionRecord {
  const { families } = ecsOf(scope)
  if (!families.has(input.family)) families.set(input.family, new Map())
  const revisions = families.get(input.family)!
  const revision = revisions.size + 1
  const containerDefinitions = input.containerDefinitions.map((container) =>
    filledIn(container, input),
  )
  const record: TaskDefinitionRecord = {
    ...input,
    cpu: input.cpu && cpuUnits(input.cpu),
    memory: input.memory && memoryMiB(input.memory),
    taskDefinitionArn: taskDefinitionArn(scope, input.family, revision),
    revision,
    status: 'ACTIVE',
    containerDefinitions,
    volumes: input.volumes ?? [],
    placementConstraints: input.placementConstraints ?? [],
    compatibilities: compatibilities(input),
    requiresAttributes: requiredAttributes(input),
    registeredAt: scope.clock.now(),
    registeredBy: caller.arn,
  }
  return revisions.set(revision, record).get(revision)!
}

function filledIn(
  container: ContainerInput,
  { networkMode }: Registration,
): ContainerDefinitionRecord {
  return {
    ...(container as ContainerDefinition),
    name: container.name!,
    image: container.image!,
    cpu: container.cpu ?? 0,
    essential: container.essential ?? true,
    portMappings: (container.portMappings ?? []).map((mapping) => ({
      ...mapping,
      ...(networkMode === 'awsvpc' && { hostPort: mapping.hostPort ?? mapping.containerPort }),
      protocol: mapping.protocol ?? 'tcp',
    })),
    environment: container.environment ?? [],
    environmentFiles: container.environmentFiles,
    mountPoints: container.mountPoints ?? [],
    volumesFrom: container.volumesFrom ?? [],
    systemControls: container.systemControls ?? [],
    ...(container.healthCheck && {
      healthCheck: { interval: 30, timeout: 5, retries: 3, ...container.healthCheck },
    }),
  }
}

/** The launch types that a definition runs on, whatever `requiresCompatibilities` names. */
function compatibilities(input: Registration): Compatibility[] {
  if (input.networkMode !== 'awsvpc') return ['EXTERNAL', 'EC2']
  const isWindows = input.runtimePlatform?.operatingSystemFamily?.startsWith('WINDOWS')
  return [
    'EC2',
    ...(isWindows ? [] : (['MANAGED_INSTANCES'] as const)),
    ...(isOnFargate(input) ? (['FARGATE'] as const) : []),
  ]
}

function isOnFargate(input: Registration): boolean {
  try {
    checkTaskDefinition({ ...input, requiresCompatibilities: ['FARGATE'] })
    return true
  } catch (error) {
    if (error instanceof AwsError) return false
    throw error
  }
}
