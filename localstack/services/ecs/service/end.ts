import type { Scope } from '../../../kernel/scope.ts'
import type { ServiceRecord } from '../records.ts'
import { findServiceDeployment } from './service-record.ts'
import { finishServiceDeployment } from './transition.ts'

/** Begins the end of a service: it drains, and is INACTIVE when its last task has stopped. */
export function endService(scope: Scope, service: ServiceRecord): void {
  const record = findServiceDeployment(service)
  if (record) finishServiceDeployment(record, scope.clock.now(), { status: 'STOPPED' })
  service.desiredCount = 0
  service.status = 'DRAINING'
}
