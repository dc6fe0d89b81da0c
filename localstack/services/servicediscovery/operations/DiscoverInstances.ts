import { type Operation, readOnly } from '../../service.ts'
import { healthStatusOf, instancesByHealth } from '../instance.ts'
import { requireDiscoverable } from '../service.ts'

interface Input {
  NamespaceName: string
  ServiceName: string
  MaxResults?: number
  QueryParameters?: Record<string, string>
  OptionalParameters?: Record<string, string>
  HealthStatus?: 'HEALTHY' | 'UNHEALTHY' | 'ALL' | 'HEALTHY_OR_ELSE_ALL'
}

interface Output {
  Instances: object[]
  InstancesRevision: number
}

export const DiscoverInstances: Operation<Input, Output> = readOnly((input, call) => {
  const { NamespaceName, ServiceName, MaxResults = 100, HealthStatus } = input
  const service = requireDiscoverable(call, input)
  const has =
    (parameters: Record<string, string> = {}) =>
    ({ Attributes }: { Attributes: Record<string, string> }) =>
      Object.entries(parameters).every(([name, value]) => Attributes[name] === value)
  const queried = instancesByHealth(service, HealthStatus).filter(has(input.QueryParameters))
  const preferred = queried.filter(has(input.OptionalParameters))
  const found = preferred.length > 0 ? preferred : queried
  return {
    Instances: found.slice(0, MaxResults).map((instance) => ({
      InstanceId: instance.Id,
      NamespaceName,
      ServiceName,
      HealthStatus: healthStatusOf(instance),
      Attributes: instance.Attributes,
    })),
    InstancesRevision: service.revision,
  }
})
