import type { TaskStopCode } from '@aws-sdk/client-ecs'
import type { DeploymentRecord, ServiceRecord, TaskRecord } from '../records.ts'
import type { Action, Effect, ServiceAction } from './action.ts'
import type { Snapshot, TaskSnapshot } from './snapshot.ts'
import { applyTransition } from './transition.ts'

/** The actions decided on so far, and copies of the service and its tasks as they will be after them. */
export interface Draft {
  service: ServiceRecord
  tasks: TaskSnapshot[]
  snapshot: Snapshot
  actions: Action[]
}

export function openDraft(service: ServiceRecord, snapshot: Snapshot): Draft {
  const [newest, ...others] = service.serviceDeployments
  return {
    service: {
      ...service,
      deployments: service.deployments.map((deployment) => ({ ...deployment })),
      serviceDeployments: newest ? [{ ...newest }, ...others] : [],
    },
    tasks: snapshot.tasks.map((task) => ({ ...task, targets: [...task.targets] })),
    snapshot,
    actions: [],
  }
}

/** Decides on a change of the service's records. */
export function change(draft: Draft, action: ServiceAction): void {
  draft.actions.push(action)
  applyTransition(draft.service, action)
}

/** Decides on a change of tasks, load balancers or events. */
export function add({ actions }: Draft, effect: Effect): void {
  actions.push(effect)
}

/** Decides on an event about the service. */
export function emit(draft: Draft, text: string): void {
  add(draft, { type: 'emitEvent', message: `(service ${draft.service.serviceName}) ${text}` })
}

export function changeDeployment(
  draft: Draft,
  { id }: DeploymentRecord,
  changes: Partial<DeploymentRecord>,
): void {
  change(draft, { type: 'changeDeployment', id, changes })
}

/** Decides that the service is not in a steady state. */
export function clearSteady(draft: Draft): void {
  if (draft.service.steadySince)
    change(draft, { type: 'changeService', changes: { steadySince: undefined } })
}

export function changeTask(
  draft: Draft,
  task: TaskSnapshot,
  changes: Partial<Pick<TaskRecord, 'healthySince' | 'failureNoted'>>,
): void {
  add(draft, { type: 'changeTask', taskArn: task.taskArn, changes })
  Object.assign(task, changes)
}

export function stopTask(draft: Draft, task: TaskSnapshot, reason: string): void {
  const stopCode: TaskStopCode = 'ServiceSchedulerInitiated'
  add(draft, { type: 'stopTask', taskArn: task.taskArn, stopCode, reason })
  task.desiredStatus = 'STOPPED'
}
