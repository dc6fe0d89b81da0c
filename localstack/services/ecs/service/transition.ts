import type { DeploymentRecord, ServiceDeploymentRecord, ServiceRecord } from '../records.ts'
import type { Action, Outcome, ServiceAction } from './action.ts'
import { endOnAws, onAws } from './aws-time.ts'
import { findDeployment, findRevision, findServiceDeployment, primaryOf } from './service-record.ts'
import { noTraffic } from './traffic-weights.ts'

type Of<Type extends Action['type']> = Extract<Action, { type: Type }>

/** Applies a change to the records of a service. */
export function applyTransition(service: ServiceRecord, action: ServiceAction): void {
  switch (action.type) {
    case 'changeService':
      return void Object.assign(service, action.changes)
    case 'changeDeployment':
      return void Object.assign(findDeployment(service, action.id)!, action.changes)
    case 'forgetDeployment':
      service.deployments = service.deployments.filter(({ id }) => id !== action.id)
      return
    case 'completeDeployment':
      return completeDeployment(service, action)
    case 'failDeployment':
      return failDeployment(service, action)
    case 'changeServiceDeployment':
      return void Object.assign(findServiceDeployment(service)!, action.changes)
    case 'finishServiceDeployment':
      return finishServiceDeployment(findServiceDeployment(service)!, action.at, action.outcome)
    case 'rollBack':
      return rollBack(service, action)
  }
}

/** Completes a deployment, which is then the only one. */
function completeDeployment(service: ServiceRecord, { id, at }: Of<'completeDeployment'>): void {
  const deployment = findDeployment(service, id)!
  deployment.moreOnAws += onAws.complete
  deployment.rolloutState = 'COMPLETED'
  deployment.rolloutStateReason = `ECS deployment ${id} completed.`
  deployment.updatedAt = endOnAws(at, deployment)
  deployment.failedTasks = 0
  service.deployments = [deployment]
  service.lastCompleted = { ...deployment }
  service.currentServiceRevisions = [{ arn: deployment.serviceRevisionArn }]
  const record = findServiceDeployment(service)
  if (!record) return
  const isRollback = record.status === 'ROLLBACK_IN_PROGRESS'
  record.lifecycleStage = undefined
  finishServiceDeployment(record, deployment.updatedAt, {
    status: isRollback ? 'ROLLBACK_SUCCESSFUL' : 'SUCCESSFUL',
    statusReason: record.statusReason,
  })
}

/** Fails a deployment. No more tasks are started for it. */
function failDeployment(service: ServiceRecord, { id, reason, at }: Of<'failDeployment'>): void {
  const deployment = findDeployment(service, id)!
  deployment.rolloutState = 'FAILED'
  deployment.rolloutStateReason = reason
  deployment.updatedAt = endOnAws(at, deployment)
}

export function finishServiceDeployment(
  record: ServiceDeploymentRecord,
  finishedAt: Date,
  { status, statusReason }: Outcome,
): void {
  Object.assign(record, { status, statusReason, finishedAt, updatedAt: finishedAt })
  if (status === 'STOPPED') record.stoppedAt = finishedAt
  const { deploymentCircuitBreaker: breaker, alarms } = record
  if (breaker?.status === 'MONITORING')
    record.deploymentCircuitBreaker = { ...breaker, status: 'MONITORING_COMPLETE' }
  if (alarms?.status === 'MONITORING') record.alarms = { ...alarms, status: 'MONITORING_COMPLETE' }
  forgetPauses(record)
}

/** Removes the hooks that still await an action. They are no longer valid. */
function forgetPauses(record: ServiceDeploymentRecord): void {
  if (!record.lifecycleHookDetails) return
  record.lifecycleHookDetails = record.lifecycleHookDetails.filter(
    ({ status }) => status !== 'AWAITING_ACTION',
  )
}

function rollBack(
  service: ServiceRecord,
  { at, statusReason, rolloutStateReason }: Of<'rollBack'>,
): void {
  const target = service.lastCompleted!
  const primary: DeploymentRecord = {
    ...target,
    status: 'PRIMARY',
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason,
    updatedAt: at,
    failedTasks: 0,
    startFailures: 0,
    notBefore: at,
    moreOnAws: primaryOf(service).moreOnAws,
    strategy: 'ROLLING',
  }
  const others = service.deployments
    .filter(({ id }) => id !== target.id)
    .map((deployment): DeploymentRecord => ({ ...deployment, status: 'ACTIVE', updatedAt: at }))
  service.deployments = [primary, ...others]
  service.taskDefinition = target.taskDefinition
  service.networkConfiguration = target.networkConfiguration
  service.loadBalancers = findRevision(service, target)!.loadBalancers
  const record = findServiceDeployment(service)
  if (!record) return
  record.status = 'ROLLBACK_IN_PROGRESS'
  record.statusReason = statusReason
  record.lifecycleStage = undefined
  record.updatedAt = at
  forgetPauses(record)
  if (record.targetServiceRevision?.requestedProductionTrafficWeight !== undefined)
    record.targetServiceRevision = { ...record.targetServiceRevision, ...noTraffic }
  record.rollback = {
    reason: rolloutStateReason,
    startedAt: at,
    serviceRevisionArn: target.serviceRevisionArn,
  }
}
