import type { Draft } from './draft.ts'
import { rollBack } from './rollback.ts'
import { findServiceDeployment } from './service-record.ts'

/** Rolls back after StopServiceDeployment: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stop-service-deployment.html */
export function followStopRequest(draft: Draft): void {
  const record = findServiceDeployment(draft.service)
  if (record?.status === 'ROLLBACK_REQUESTED')
    rollBack(draft, {
      statusReason: record.statusReason!,
      rolloutStateReason: ({ id }) => `ECS deployment rolling back to deploymentId ${id}.`,
    })
}
