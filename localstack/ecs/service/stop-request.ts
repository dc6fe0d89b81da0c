import type { Scope } from '../../operation.ts'
import { failDeployment } from './deployment.ts'
import { rollBack } from './rollback.ts'
import { primaryOf, type Service } from './service.ts'
import { finishRecord, recordOf } from './service-deployment.ts'

/** Does what StopServiceDeployment has asked for: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stop-service-deployment.html */
export function followStopRequest(scope: Scope, service: Service): void {
  const record = recordOf(service)
  if (record?.status === 'ROLLBACK_REQUESTED')
    rollBack(scope, service, {
      statusReason: record.statusReason!,
      rolloutStateReason: ({ id }) => `ECS deployment rolling back to deploymentId ${id}.`,
    })
  if (record?.status !== 'STOP_REQUESTED') return
  const { statusReason } = record
  failDeployment(scope, primaryOf(service), statusReason!)
  finishRecord(record, scope.clock.now(), { status: 'STOPPED', statusReason })
}
