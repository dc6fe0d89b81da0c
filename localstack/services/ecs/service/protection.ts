import type { Failure, ProtectedTask } from '@aws-sdk/client-ecs'
import type { Scope } from '../../../kernel/scope.ts'
import { invalidParameter } from '../errors.ts'
import type { ClusterRecord, TaskRecord } from '../records.ts'
import { ecsOf } from '../state.ts'
import { findTask, taskArnOf } from '../task/task.ts'

const minute = 60_000

/** Returns true if neither scaling in nor a deployment may stop a task: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html */
export const isProtected = ({ clock }: Scope, { protectedUntil }: TaskRecord): boolean =>
  protectedUntil !== undefined && clock.now() < protectedUntil

/** Protects a task, by default for two hours, or ends its protection. CLOCK_RATE does not shorten the minutes, because they cover a job of the task. */
export function protect(
  { clock }: Scope,
  task: TaskRecord,
  { enabled, minutes = 120 }: { enabled: boolean; minutes?: number | undefined },
): void {
  task.protectedUntil = enabled ? new Date(clock.now().getTime() + minutes * minute) : undefined
}

/** Describes a task's protection. */
export const protectionOf = (scope: Scope, task: TaskRecord): ProtectedTask => {
  const protectionEnabled = isProtected(scope, task)
  return {
    taskArn: task.taskArn,
    protectionEnabled,
    expirationDate: protectionEnabled ? task.protectedUntil : undefined,
  }
}

export function checkMinutes(minutes: number | undefined): void {
  if (minutes !== undefined && (minutes < 1 || minutes > 2880))
    throw invalidParameter('expiresInMinutes must be between 1 and 2880.')
}

/** Finds the given tasks, or all tasks of the cluster's services. Only a service's running task can be protected. */
export function findProtectable(
  scope: Scope,
  cluster: ClusterRecord,
  references: string[] = ofServices(scope, cluster),
): { tasks: TaskRecord[]; failures: Failure[] } {
  if (references.length > 10) throw invalidParameter('Tasks cannot be more than 10.')
  const tasks: TaskRecord[] = []
  const failures: Failure[] = []
  for (const reference of references) {
    const task = findTask(scope, cluster, reference)
    const arn = taskArnOf(scope, cluster, reference)
    if (!task) failures.push({ arn, reason: 'MISSING' })
    else if (!task.serviceArn || task.desiredStatus === 'STOPPED')
      failures.push({ arn, reason: 'TASK_NOT_VALID' })
    else tasks.push(task)
  }
  return { tasks, failures }
}

const ofServices = (scope: Scope, { clusterArn }: ClusterRecord): string[] =>
  ecsOf(scope)
    .tasks.values()
    .filter(
      (task) =>
        task.clusterArn === clusterArn && task.serviceArn && task.desiredStatus === 'RUNNING',
    )
    .map(({ taskArn }) => taskArn)
    .toArray()
