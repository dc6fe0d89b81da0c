import type { Scope } from '../../../kernel/scope.ts'
import type { ServiceRecord } from '../records.ts'
import { rollBack } from './rollback.ts'
import { recordOf } from './service-deployment.ts'

/** Does what StopServiceDeployment has asked for: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stop-service-deployment.html */
export function followStopRequest(scope: Scope, service: ServiceRecord): void {
  const record = recordOf(service)
  if (record?.status === 'ROLLBACK_REQUESTED')
    rollBack(scope, service, {
      statusReason: record.statusReason!,
      rolloutStateReason: ({ id }) => `ECS deployment rolling back to deploymentId ${id}.`,
    })
}
