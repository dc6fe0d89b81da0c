import type { ServiceRecord } from '../records.ts'
import { needsInstances } from '../task/capacity.ts'
import type { Action } from './action.ts'
import { followAlarms, isBaking } from './alarms.ts'
import { breakCircuit } from './circuit-breaker.ts'
import { add, change, changeDeployment, type Draft, emit, openDraft } from './draft.ts'
import { eventText } from './events.ts'
import { countFailures, recordHealthy, stopUnhealthy } from './failures.ts'
import { isHealthy } from './health.ts'
import { move } from './move.ts'
import { findRevision, findServiceDeployment, primaryOf } from './service-record.ts'
import type { Snapshot, TaskSnapshot } from './snapshot.ts'
import { followStopRequest } from './stop-request.ts'
import { strategyOf } from './strategies.ts'
import { deregisterTargets, registerTargets } from './targets.ts'

/** Decides on the actions that bring a service closer to its desired state. Reads and changes nothing else. */
export function decide(service: ServiceRecord, snapshot: Snapshot): Action[] {
  if (service.status === 'INACTIVE' || service.deployments.length === 0) return []
  const draft = openDraft(service, snapshot)
  if (needsInstances(service)) reportNoInstances(draft)
  else decideOnTasks(draft)
  return draft.actions
}

function decideOnTasks(draft: Draft): void {
  const { service } = draft
  beginServiceDeployment(draft)
  resolveImages(draft)
  countFailures(draft)
  registerTargets(draft)
  recordHealthy(draft)
  const unhealthy = stopUnhealthy(draft)
  forgetSuperseded(draft)
  if (service.status === 'ACTIVE') {
    followStopRequest(draft)
    strategyOf(service).advance(draft)
  }
  move(draft, unhealthy)
  const primary = primaryOf(service)
  breakCircuit(draft)
  followAlarms(draft)
  // The rollback may have to stop tasks that were just started, which the snapshot does not have.
  if (primaryOf(service).id !== primary.id) return add(draft, { type: 'observeAgain' })
  deregisterTargets(draft)
  conclude(draft)
}

function beginServiceDeployment(draft: Draft): void {
  if (findServiceDeployment(draft.service)?.status !== 'PENDING') return
  const { now } = draft.snapshot
  const changes = { status: 'IN_PROGRESS', startedAt: now, updatedAt: now } as const
  change(draft, { type: 'changeServiceDeployment', changes })
}

/** Records the digests that tasks have pulled, which later tasks of the deployment use. */
function resolveImages(draft: Draft): void {
  const { service, tasks } = draft
  for (const deployment of service.deployments) {
    const { serviceRevisionArn } = deployment
    const own = tasks.filter(({ startedBy }) => startedBy === deployment.id)
    for (const image of findRevision(service, deployment)?.containerImages ?? []) {
      if (image.imageDigest) continue
      const { containerName } = image
      const imageDigest = own.find((task) => task.imageDigests[containerName])?.imageDigests[
        containerName
      ]
      if (imageDigest)
        add(draft, { type: 'resolveImage', serviceRevisionArn, containerName, imageDigest })
    }
  }
}

/** A superseded deployment is described until its last task has stopped. */
function forgetSuperseded(draft: Draft): void {
  const inUse = new Set(draft.tasks.map(({ startedBy }) => startedBy))
  for (const { id, status, rolloutState } of draft.service.deployments)
    if (status !== 'PRIMARY' && rolloutState === 'IN_PROGRESS' && !inUse.has(id))
      change(draft, { type: 'forgetDeployment', id })
}

/** ECS repeats the event about a steady state after this time, in ms. */
const steadyEvery = 6 * 60 * 60 * 1000

function conclude(draft: Draft): void {
  const { service, snapshot, tasks } = draft
  if (service.status === 'DRAINING') {
    if (tasks.length === 0)
      change(draft, { type: 'changeService', changes: { status: 'INACTIVE' } })
    return
  }
  const primary = primaryOf(service)
  if (primary.rolloutState === 'FAILED' || !isSettled(draft)) return
  const { now } = snapshot
  if (primary.rolloutState === 'IN_PROGRESS') {
    if (isBaking(draft)) return
    change(draft, { type: 'completeDeployment', id: primary.id, at: now })
    emit(draft, eventText.completed(primary))
  }
  const { steadySince } = service
  if (steadySince && now.getTime() - steadySince.getTime() < steadyEvery) return
  change(draft, { type: 'changeService', changes: { steadySince: now } })
  emit(draft, eventText.steady)
}

/** Returns true if the desired number of new tasks is healthy and all others have stopped. */
function isSettled(draft: Draft): boolean {
  const { service, snapshot, tasks } = draft
  const { id } = primaryOf(service)
  const isCurrent = ({ startedBy }: TaskSnapshot) => startedBy === id
  const healthy = tasks.filter((task) => isCurrent(task) && isHealthy(service, snapshot, task))
  return (
    healthy.length === service.desiredCount &&
    tasks.every((task) =>
      isCurrent(task) && task.desiredStatus === 'RUNNING'
        ? true
        : task.lastStatus === 'DEPROVISIONING',
    ) &&
    strategyOf(service).isAtLastStage(draft)
  )
}

function reportNoInstances(draft: Draft): void {
  const { service } = draft
  if (service.status === 'DRAINING')
    change(draft, { type: 'changeService', changes: { status: 'INACTIVE' } })
  const primary = primaryOf(service)
  if (service.desiredCount === 0 || primary.saidBlocked) return
  changeDeployment(draft, primary, { saidBlocked: true })
  emit(draft, eventText.noInstances)
}
