import { hasPassed } from '../../../kernel/deadline.ts'
import type { ServiceDeploymentRecord } from '../records.ts'
import { leftOut } from './aws-time.ts'
import { change, changeDeployment, type Draft, emit } from './draft.ts'
import { eventText } from './events.ts'
import { rollBack } from './rollback.ts'
import { findServiceDeployment, primaryOf } from './service-record.ts'

const minute = 60_000

/** AWS computes less than five minutes: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html */
const longestDefault = 5 * minute

/** The service deployment in progress if alarms can fail it. A rollback has none. */
function findMonitored({ service }: Draft): ServiceDeploymentRecord | undefined {
  const record = findServiceDeployment(service)
  const { id, rolloutState } = primaryOf(service)
  return record?.alarms?.status === 'MONITORING' &&
    record.deploymentId === id &&
    rolloutState === 'IN_PROGRESS'
    ? record
    : undefined
}

/** Fails a deployment of which a task has run, and one of whose alarms is in ALARM, and rolls back if that is enabled. */
export function followAlarms(draft: Draft): void {
  const record = findMonitored(draft)
  const { service, snapshot } = draft
  const triggered = snapshot.alarms.filter(({ isTriggered }) => isTriggered)
  if (!record || triggered.length === 0 || !hasRun(draft)) return
  const { id } = primaryOf(service)
  const at = snapshot.now
  const reason = 'ECS deployment failed: alarm detected.'
  change(draft, { type: 'failDeployment', id, reason, at })
  emit(draft, eventText.failed({ id }, 'alarm detected.'))
  const alarms: ServiceDeploymentRecord['alarms'] = {
    ...record.alarms,
    status: 'TRIGGERED',
    triggeredAlarmNames: triggered.map(({ name }) => name),
  }
  change(draft, { type: 'changeServiceDeployment', changes: { alarms } })
  if (service.deploymentConfiguration.alarms?.rollback)
    rollBack(draft, {
      statusReason: 'Service deployment rolled back because of one or more active alarms.',
      rolloutStateReason: (target) => `ECS deployment rolling back to deploymentId ${target.id}.`,
    })
  else {
    const outcome = { status: 'STOPPED', statusReason: reason } as const
    change(draft, { type: 'finishServiceDeployment', at, outcome })
  }
}

const hasRun = ({ service, tasks }: Draft) =>
  tasks.some(
    ({ startedBy, startedAt }) => startedBy === primaryOf(service).id && startedAt !== undefined,
  )

/**
 * Returns true while a rolling update whose tasks are all healthy is watched by alarms for its bake time. Starts it
 * when there is none. Other strategies bake before their old tasks stop.
 */
export function isBaking(draft: Draft): boolean {
  const deployment = primaryOf(draft.service)
  if (deployment.strategy !== 'ROLLING' || !findMonitored(draft)) return false
  const { snapshot } = draft
  const ms = bakeTime(draft)
  const longest = ms / snapshot.rate
  if (deployment.waitUntil) return !hasPassed(deployment.waitUntil, { now: snapshot.now, longest })
  changeDeployment(draft, deployment, {
    waitUntil: new Date(snapshot.now.getTime() + longest),
    moreOnAws: deployment.moreOnAws + leftOut(snapshot, ms),
  })
  return true
}

/** Milliseconds: as configured, or else as long as the slowest alarm needs. */
function bakeTime({ service, snapshot }: Draft): number {
  const { bakeTimeInMinutes = 0 } = service.deploymentConfiguration
  const slowest = Math.max(0, ...snapshot.alarms.map(({ evaluationTime }) => evaluationTime))
  return bakeTimeInMinutes > 0 ? bakeTimeInMinutes * minute : Math.min(longestDefault, slowest)
}
