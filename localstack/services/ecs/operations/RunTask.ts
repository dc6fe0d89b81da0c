import type { RunTaskCommandInput, RunTaskCommandOutput, TaskOverride } from '@aws-sdk/client-ecs'
import type { Given, Operation } from '../../service.ts'
import type { Call } from '../../../kernel/scope.ts'
import { requireCluster } from '../cluster/cluster.ts'
import { clientError } from '../errors.ts'
import { withAgents } from '../exec/agent.ts'
import { wakeScheduler } from '../scheduler.ts'
import type { ClusterRecord, TaskDefinitionRecord, TaskRecord } from '../records.ts'
import { filledInNetwork } from '../service/configuration.ts'
import { ecsOf } from '../state.ts'
import { addTags, checkEcsTags, tagsOf } from '../tags.ts'
import { checkTaskExec } from '../task/execute-command-rules.ts'
import { checkOverrides } from '../task/override-rules.ts'
import {
  type Capacity,
  capacityOf,
  needsInstances,
  noContainerInstances,
} from '../task/capacity.ts'
import { checkLaunch } from '../task/rules.ts'
import { digestOf, tasksStartedBy } from '../task/run-token.ts'
import { roleFault, rolesOf } from '../task/roles.ts'
import { createTask } from '../task/task.ts'
import { requireRunnable } from '../task-definition/task-definition.ts'

export const RunTask: Operation<RunTaskCommandInput, RunTaskCommandOutput> = (input, call) => {
  const cluster = requireCluster(call, input.cluster)
  const definition = requireRunnable(call, input.taskDefinition)
  const { count = 1 } = input
  if (count < 1 || count > 10) throw clientError('Count should be between 1 and 10.')
  const capacity = capacityOf(input, cluster)
  checkLaunch(call, definition, { ...input, ...capacity })
  if (needsInstances(capacity)) throw noContainerInstances()
  const overrides = (input.overrides ?? {}) as TaskOverride
  checkOverrides(overrides, definition)
  const roles = rolesOf(overrides, definition)
  checkTaskExec(input, roles)
  const fault = roleFault(call, roles)
  if (fault) throw clientError(fault)
  checkEcsTags(input.tags, inheritedTags(call, input, definition))
  const started = tasksStartedBy(call, cluster.clusterArn, input)
  const tasks = started.length > 0 ? started : start(input, call, { cluster, definition, capacity })
  wakeScheduler(call)
  return {
    tasks: tasks.map((task) => ({ ...withAgents(task), tags: tagsOf(call, task.taskArn) })),
    failures: [],
  }
}

function start(
  input: Given<RunTaskCommandInput>,
  call: Call,
  {
    cluster,
    definition,
    capacity,
  }: { cluster: ClusterRecord; definition: TaskDefinitionRecord; capacity: Capacity },
): TaskRecord[] {
  const { count = 1, clientToken } = input
  const tasks = Array.from({ length: count }, () =>
    createTask(call, {
      cluster,
      definition,
      network: filledInNetwork(input.networkConfiguration).awsvpcConfiguration!,
      group: input.group ?? `family:${definition.family}`,
      startedBy: input.startedBy,
      overrides: input.overrides as TaskOverride | undefined,
      platformVersion: input.platformVersion === '1.3.0' ? '1.3.0' : undefined,
      capacityProviderName: capacity.capacityProviderStrategy?.[0]?.capacityProvider,
      enableExecuteCommand: input.enableExecuteCommand,
      request: clientToken === undefined ? undefined : { clientToken, digest: digestOf(input) },
    }),
  )
  const { clusterName } = cluster
  const managed = input.enableECSManagedTags
    ? [{ key: 'aws:ecs:clusterName', value: clusterName }]
    : []
  for (const { taskArn } of tasks) {
    addTags(call, taskArn, inheritedTags(call, input, definition))
    addTags(call, taskArn, input.tags)
    ecsOf(call).tags.set(taskArn, [...tagsOf(call, taskArn), ...managed])
  }
  return tasks
}

const inheritedTags = (
  call: Call,
  { propagateTags }: Given<RunTaskCommandInput>,
  { taskDefinitionArn }: TaskDefinitionRecord,
) => (propagateTags === 'TASK_DEFINITION' ? tagsOf(call, taskDefinitionArn) : [])
