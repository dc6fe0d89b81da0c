import type { DeploymentLifecycleHookAction, TaskStopCode } from '@aws-sdk/client-ecs'
import type { Forward } from '../../elbv2/public.ts'
import type {
  DeploymentRecord,
  ServiceDeploymentRecord,
  ServiceRecord,
  TaskTargetRecord,
  TaskRecord,
} from '../records.ts'

/** A change of the service's own records. */
export type ServiceAction =
  | {
      type: 'changeService'
      changes: Partial<Pick<ServiceRecord, 'status' | 'steadySince'>>
    }
  | { type: 'changeDeployment'; id: string; changes: Partial<DeploymentRecord> }
  | { type: 'forgetDeployment'; id: string }
  | { type: 'completeDeployment'; id: string; at: Date }
  | { type: 'failDeployment'; id: string; reason: string; at: Date }
  | { type: 'changeServiceDeployment'; changes: Partial<ServiceDeploymentRecord> }
  | { type: 'finishServiceDeployment'; at: Date; outcome: Outcome }
  /** Makes the last completed deployment the primary one again. */
  | { type: 'rollBack'; at: Date; statusReason: string; rolloutStateReason: string }

/** A change of tasks, load balancers or events. */
export type Effect =
  | { type: 'startTasks'; deploymentId: string; count: number; replaced: number }
  | { type: 'stopTask'; taskArn: string; stopCode: TaskStopCode; reason: string }
  | {
      type: 'changeTask'
      taskArn: string
      changes: Partial<Pick<TaskRecord, 'healthySince' | 'failureNoted'>>
    }
  | { type: 'registerTarget'; taskArn: string; target: Omit<TaskTargetRecord, 'deregistered'> }
  | { type: 'deregisterTarget'; taskArn: string; target: Omit<TaskTargetRecord, 'deregistered'> }
  | { type: 'shiftTraffic'; ruleArn: string; forwards: Forward[] }
  | {
      type: 'startHooks'
      hooks: { expiresAt: Date; timeoutAction: DeploymentLifecycleHookAction }[]
    }
  | {
      type: 'resolveImage'
      serviceRevisionArn: string
      containerName: string
      imageDigest: string
    }
  | { type: 'emitEvent'; message: string }
  /** Ends the list: what remains depends on tasks that the list starts. */
  | { type: 'observeAgain' }

export type Action = ServiceAction | Effect

/** The result of a service deployment. */
export interface Outcome {
  status: NonNullable<ServiceDeploymentRecord['status']>
  statusReason?: string | undefined
}
