import { findAlarm } from '../../cloudwatch/public.ts'
import { findForwards, findTargetGroup, healthOf } from '../../elbv2/public.ts'
import { identityOf } from '../../../kernel/tracked.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { ServiceRecord, TaskRecord } from '../records.ts'
import { privateAddress } from '../task/provision.ts'
import { findTaskDefinition } from '../task-definition/task-definition.ts'
import { isProtected } from './protection.ts'
import { findRevision, findServiceDeployment, primaryOf } from './service-record.ts'
import { tasksOf } from './service.ts'
import type { AlarmSnapshot, Snapshot, TargetGroupSnapshot, TaskSnapshot } from './snapshot.ts'

/** Reads everything that decisions about a service depend on. */
export function observe(scope: Scope, service: ServiceRecord): Snapshot {
  const tasks = tasksOf(scope, service)
  return {
    now: scope.clock.now(),
    rate: scope.clock.rate,
    tasks: tasks.map((task) => observeTask(scope, task)),
    targetGroups: observeTargetGroups(scope, service, tasks),
    forwards: observeForwards(scope, service),
    alarms: observeAlarms(scope, service),
    canRollBack:
      service.lastCompleted !== undefined &&
      findTaskDefinition(scope, service.lastCompleted.taskDefinition)?.status === 'ACTIVE',
  }
}

export function observeTask(scope: Scope, task: TaskRecord): TaskSnapshot {
  const { targets, containers, desiredStatus } = task
  return {
    taskArn: task.taskArn,
    startedBy: task.startedBy,
    lastStatus: task.lastStatus,
    desiredStatus,
    startedAt: task.startedAt,
    stopCode: task.stopCode,
    stoppedReason: task.stoppedReason,
    healthStatus: task.healthStatus,
    healthySince: task.healthySince,
    failureNoted: task.failureNoted,
    age: ageOf(scope, task),
    isProtected: isProtected(scope, task),
    hasHealthCheck: containers.some(
      ({ essential, healthStatus }) => essential && healthStatus !== undefined,
    ),
    privateAddress: privateAddress(task),
    targets: targets.map((target) => {
      const group =
        desiredStatus === 'RUNNING' ? findTargetGroup(scope, target.targetGroupArn) : undefined
      return { ...target, health: group && healthOf(scope, group, target) }
    }),
    imageDigests: Object.fromEntries(
      containers.flatMap(({ name, imageDigest }) => (imageDigest ? [[name, imageDigest]] : [])),
    ),
  }
}

function observeTargetGroups(
  scope: Scope,
  service: ServiceRecord,
  tasks: TaskRecord[],
): Record<string, TargetGroupSnapshot> {
  const groups: Record<string, TargetGroupSnapshot> = {}
  const used = [
    ...service.deployments.flatMap(
      (deployment) => findRevision(service, deployment)?.targets ?? [],
    ),
    ...tasks.flatMap(({ targets }) => targets),
  ]
  for (const arn of new Set(used.map(({ targetGroupArn = '' }) => targetGroupArn))) {
    const group = findTargetGroup(scope, arn)
    if (!group) continue
    groups[arn] = {
      deregistrationDelay: Number(
        group.attributes.get('deregistration_delay.timeout_seconds') ?? 0,
      ),
      timeToUnhealthy: group.HealthCheckIntervalSeconds * group.UnhealthyThresholdCount * 1000,
    }
  }
  return groups
}

function observeForwards(scope: Scope, service: ServiceRecord): Snapshot['forwards'] {
  const forwards: Snapshot['forwards'] = {}
  for (const { advancedConfiguration } of findRevision(service, primaryOf(service))?.targets ?? [])
    for (const rule of [
      advancedConfiguration?.productionListenerRule,
      advancedConfiguration?.testListenerRule,
    ])
      if (rule) forwards[rule] = findForwards(scope, rule) ?? []
  return forwards
}

/** Costs nothing unless alarms watch a deployment in progress. */
function observeAlarms(scope: Scope, service: ServiceRecord): AlarmSnapshot[] {
  const { status, alarmNames = [] } = findServiceDeployment(service)?.alarms ?? {}
  if (status !== 'MONITORING') return []
  return alarmNames.flatMap((name) => {
    const alarm = findAlarm(scope, name)
    if (!alarm) return []
    const { StateValue, Period = 60, EvaluationPeriods = 1 } = alarm
    const evaluationTime = Period * EvaluationPeriods * 1000
    return [{ name, isTriggered: StateValue === 'ALARM', evaluationTime }]
  })
}

/** Time on the steady clock at which each started task was first observed. */
const firstSeen = new WeakMap<object, number>()

/** Milliseconds since a task started. Setting back the wall clock does not shorten them. */
function ageOf({ clock }: Scope, task: TaskRecord): number {
  if (!task.startedAt) return -Infinity
  const now = clock.steady()
  const seen = firstSeen.get(identityOf(task)) ?? now
  firstSeen.set(identityOf(task), seen)
  return Math.max(clock.now().getTime() - task.startedAt.getTime(), now - seen)
}
