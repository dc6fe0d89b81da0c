import type { TargetHealth } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Forward } from '../../elbv2/public.ts'
import type { TaskTargetRecord, TaskRecord } from '../records.ts'

export interface TargetSnapshot extends TaskTargetRecord {
  /** Undefined when the target group does not exist, or the task is to be stopped. */
  health?: TargetHealth | undefined
}

type ObservedMember =
  | 'taskArn'
  | 'startedBy'
  | 'lastStatus'
  | 'desiredStatus'
  | 'startedAt'
  | 'stopCode'
  | 'stoppedReason'
  | 'healthStatus'
  | 'healthySince'
  | 'failureNoted'

/** A task that has not stopped. */
export interface TaskSnapshot extends Pick<TaskRecord, ObservedMember> {
  /** Milliseconds since the task started, -Infinity before that. */
  age: number
  isProtected: boolean
  /** An essential container has a health check. */
  hasHealthCheck: boolean
  privateAddress?: string | undefined
  targets: TargetSnapshot[]
  /** Digests of pulled images by container name. */
  imageDigests: Record<string, string>
}

export interface TargetGroupSnapshot {
  /** In seconds. */
  deregistrationDelay: number
  /** Milliseconds that failing health checks take to make a target unhealthy on AWS. */
  timeToUnhealthy: number
}

export interface AlarmSnapshot {
  name: string
  isTriggered: boolean
  /** Milliseconds over which the alarm is evaluated. */
  evaluationTime: number
}

/** Plain data about a service's tasks and load balancers at one moment. */
export interface Snapshot {
  now: Date
  /** CLOCK_RATE: waits are shorter by this factor. */
  rate: number
  tasks: TaskSnapshot[]
  /** Existing target groups by ARN. */
  targetGroups: Record<string, TargetGroupSnapshot>
  /** Forwards of the primary deployment's listener rules by ARN. */
  forwards: Record<string, Forward[]>
  /** The existing alarms that watch the service deployment in progress. */
  alarms: AlarmSnapshot[]
  /** The task definition of the last completed deployment is active. */
  canRollBack: boolean
}
