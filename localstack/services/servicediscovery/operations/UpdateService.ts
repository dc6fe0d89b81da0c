import { notImplemented } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { invalidInput } from '../errors.ts'
import { addOperation } from '../operation.ts'
import type { DnsConfig } from '../records.ts'
import { checkRecords } from '../rules.ts'
import { requireDiscoveryService } from '../service.ts'

interface Input {
  Id: string
  Service: {
    Description?: string
    DnsConfig?: Pick<DnsConfig, 'DnsRecords'>
    HealthCheckConfig?: object
  }
}

export const UpdateService: Operation<Input, { OperationId: string }> = (
  { Id, Service: { Description, DnsConfig, HealthCheckConfig } },
  call,
) => {
  const service = requireDiscoveryService(call, Id)
  if (HealthCheckConfig) throw notImplemented('Route 53 health checks of Cloud Map services')
  if (DnsConfig && !service.DnsConfig)
    throw invalidInput('DnsConfig cannot be added to a service that was created without it.')
  if (DnsConfig) checkRecords({ ...service.DnsConfig, ...DnsConfig })
  // What an update leaves out is deleted, but for DnsConfig, which a service keeps: https://docs.aws.amazon.com/cloud-map/latest/api/API_UpdateService.html
  service.Description = Description
  if (DnsConfig) service.DnsConfig = { ...service.DnsConfig, ...DnsConfig }
  return { OperationId: addOperation(call, 'UPDATE_SERVICE', { SERVICE: service.Id }) }
}
