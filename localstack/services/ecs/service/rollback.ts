import type { Scope } from '../../../kernel/scope.ts'
import type { DeploymentRecord, ServiceRecord } from '../records.ts'
import { findTaskDefinition } from '../task-definition/task-definition.ts'
import { failDeployment } from './deployment.ts'
import { addEvent, say } from './events.ts'
import { revisionOf } from './revision.ts'
import { primaryOf } from './service.ts'
import { finishRecord, recordOf } from './service-deployment.ts'
import { returnTraffic } from './traffic.ts'

export interface RollbackReasons {
  statusReason: string
  rolloutStateReason: (good: DeploymentRecord) => string
}

/** Goes back to the last completed deployment, whose tasks and images are what they were. */
export function rollBack(
  scope: Scope,
  service: ServiceRecord,
  { statusReason, rolloutStateReason }: RollbackReasons,
): void {
  const now = scope.clock.now()
  const good = service.lastCompleted
  const bad = primaryOf(service)
  const record = recordOf(service)
  const obstacle = good ? obstacleTo(scope, good) : 'There is no completed deployment.'
  if (!good || obstacle) {
    if (bad.rolloutState === 'IN_PROGRESS') failDeployment(scope, bad, statusReason)
    if (record) finishRecord(record, now, { status: 'ROLLBACK_FAILED', statusReason: obstacle })
    return
  }
  addEvent(scope, service, say.rollingBack(good))
  const reason = rolloutStateReason(good)
  const primary: DeploymentRecord = {
    ...good,
    status: 'PRIMARY',
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: reason,
    updatedAt: now,
    failedTasks: 0,
    startFailures: 0,
    notBefore: now,
    moreOnAws: bad.moreOnAws,
    strategy: 'ROLLING',
  }
  if (bad.rolloutState === 'IN_PROGRESS') failDeployment(scope, bad, statusReason)
  const others = service.deployments
    .filter(({ id }) => id !== good.id)
    .map((deployment): DeploymentRecord => ({ ...deployment, status: 'ACTIVE', updatedAt: now }))
  service.deployments = [primary, ...others]
  service.taskDefinition = good.taskDefinition
  service.networkConfiguration = good.networkConfiguration
  const revision = revisionOf(service, good)!
  service.loadBalancers = revision.loadBalancers
  returnTraffic(scope, revision)
  if (!record) return
  record.status = 'ROLLBACK_IN_PROGRESS'
  record.statusReason = statusReason
  record.lifecycleStage = undefined
  record.updatedAt = now
  record.rollback = { reason, startedAt: now, serviceRevisionArn: good.serviceRevisionArn }
}

/** No task can be started of a revision that was deregistered. */
function obstacleTo(scope: Scope, { taskDefinition }: DeploymentRecord): string | undefined {
  return findTaskDefinition(scope, taskDefinition)?.status === 'ACTIVE'
    ? undefined
    : 'TaskDefinition is inactive'
}
