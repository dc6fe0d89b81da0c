import type { DeploymentLifecycleHookDetail } from '@aws-sdk/client-ecs'
import { randomBytes, randomUUID } from 'node:crypto'
import {
  deregisterTarget,
  findTargetGroup,
  registerTarget,
  setForwardWeights,
} from '../../elbv2/public.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { ServiceRecord, TaskRecord } from '../records.ts'
import { ecsOf } from '../state.ts'
import { requestStop } from '../task/task.ts'
import type { Action } from './action.ts'
import { eventText } from './events.ts'
import { findDeployment, findServiceDeployment } from './service-record.ts'
import { createServiceTask } from './service-task.ts'
import { applyTransition } from './transition.ts'

/** Executes actions in order. */
export function apply(scope: Scope, service: ServiceRecord, actions: Action[]): void {
  for (const action of actions) applyOne(scope, service, action)
}

function applyOne(scope: Scope, service: ServiceRecord, action: Action): void {
  switch (action.type) {
    case 'startTasks':
      return startTasks(scope, service, action)
    case 'stopTask':
      return requestStop(scope, taskOf(scope, action), action)
    case 'changeTask':
      return void Object.assign(taskOf(scope, action), action.changes)
    case 'registerTarget':
      return register(scope, action)
    case 'deregisterTarget':
      return deregister(scope, action)
    case 'shiftTraffic':
      return setForwardWeights(scope, action.ruleArn, action.forwards)
    case 'startHooks':
      return startHooks(service, action)
    case 'resolveImage':
      return resolveImage(service, action)
    case 'emitEvent':
      return addEvent(scope, service, action.message)
    case 'observeAgain':
      return
    default:
      return applyTransition(service, action)
  }
}

type Of<Type extends Action['type']> = Extract<Action, { type: Type }>

const taskOf = (scope: Scope, { taskArn }: { taskArn: string }): TaskRecord =>
  ecsOf(scope).tasks.get(taskArn)!

/** Creates tasks, and emits the event that lists their ids. */
function startTasks(
  scope: Scope,
  service: ServiceRecord,
  { deploymentId, count, replaced }: Of<'startTasks'>,
): void {
  const deployment = findDeployment(service, deploymentId)!
  const tasks = Array.from({ length: count }, () => createServiceTask(scope, service, deployment))
  const text = eventText.started(tasks, replaced)
  addEvent(scope, service, `(service ${service.serviceName}) ${text}`)
}

function register(scope: Scope, { taskArn, target }: Of<'registerTarget'>): void {
  const group = findTargetGroup(scope, target.targetGroupArn)
  if (!group) return
  registerTarget(scope, group, target)
  taskOf(scope, { taskArn }).targets.push({ ...target, deregistered: false })
}

function deregister(scope: Scope, { taskArn, target }: Of<'deregisterTarget'>): void {
  const { targetGroupArn, Id, Port } = target
  const group = findTargetGroup(scope, targetGroupArn)
  if (group) deregisterTarget(scope, group, { Id, Port })
  for (const registered of taskOf(scope, { taskArn }).targets)
    if (registered.targetGroupArn === targetGroupArn && registered.Port === Port)
      registered.deregistered = true
}

/** Adds pause hooks that wait for ContinueServiceDeployment. */
function startHooks(service: ServiceRecord, { hooks }: Of<'startHooks'>): void {
  const record = findServiceDeployment(service)!
  record.lifecycleHookDetails = [
    ...(record.lifecycleHookDetails ?? []),
    ...hooks.map((hook): DeploymentLifecycleHookDetail => ({
      hookId: `ecs-pause-${randomBytes(32).toString('base64url')}`,
      targetType: 'PAUSE',
      status: 'AWAITING_ACTION',
      ...hook,
    })),
  ]
}

function resolveImage(
  { revisions }: ServiceRecord,
  { serviceRevisionArn, containerName, imageDigest }: Of<'resolveImage'>,
): void {
  const revision = revisions.find((known) => known.serviceRevisionArn === serviceRevisionArn)
  const image = revision?.containerImages.find((known) => known.containerName === containerName)
  if (image) image.imageDigest ??= imageDigest
}

/** Adds an event as the newest. The last 100 are kept. */
function addEvent(scope: Scope, service: ServiceRecord, message: string): void {
  service.events.unshift({ id: randomUUID(), createdAt: scope.clock.now(), message })
  service.events.length = Math.min(service.events.length, 100)
}
