import type { RunTaskCommandInput, RunTaskCommandOutput, TaskOverride } from '@aws-sdk/client-ecs'
import type { Call, Given, Operation } from '../../operation.ts'
import { requireCluster } from '../cluster/cluster.ts'
import { clientError } from '../errors.ts'
import { wakeScheduler } from '../scheduler.ts'
import { filledInNetwork } from '../service/configuration.ts'
import { addTags, tagsOf } from '../tags.ts'
import { capacityOf, checkLaunch, checkOverrides, noContainerInstances } from '../task/rules.ts'
import { roleFault, rolesOf } from '../task/roles.ts'
import { createTask } from '../task/task.ts'
import { requireRunnable, type TaskDefinition } from '../task-definition/task-definition.ts'

export const RunTask: Operation<RunTaskCommandInput, RunTaskCommandOutput> = (input, call) => {
  const cluster = requireCluster(call, input.cluster)
  const definition = requireRunnable(call, input.taskDefinition)
  const { count = 1 } = input
  if (count < 1 || count > 10) throw clientError('Count should be between 1 and 10.')
  const capacity = capacityOf(input, cluster)
  checkLaunch(call, definition, { ...input, ...capacity })
  if (capacity.launchType === 'EC2') throw noContainerInstances()
  const overrides = input.overrides as TaskOverride | undefined
  checkOverrides(overrides, definition)
  const fault = roleFault(call, rolesOf(overrides ?? {}, definition))
  if (fault) throw clientError(fault)
  const tasks = Array.from({ length: count }, () =>
    createTask(call, {
      cluster,
      definition,
      network: filledInNetwork(input.networkConfiguration).awsvpcConfiguration!,
      group: input.group ?? `family:${definition.family}`,
      startedBy: input.startedBy,
      overrides,
      capacityProviderName: capacity.capacityProviderStrategy?.[0]?.capacityProvider,
      enableExecuteCommand: input.enableExecuteCommand,
    }),
  )
  for (const { taskArn } of tasks) addTags(call, taskArn, tagsFor(call, input, definition))
  wakeScheduler(call)
  return {
    tasks: tasks.map((task) => ({ ...task, tags: tagsOf(call, task.taskArn) })),
    failures: [],
  }
}

const tagsFor = (
  call: Call,
  { tags = [], propagateTags }: Given<RunTaskCommandInput>,
  { taskDefinitionArn }: TaskDefinition,
) => (propagateTags === 'TASK_DEFINITION' ? [...tagsOf(call, taskDefinitionArn), ...tags] : tags)
