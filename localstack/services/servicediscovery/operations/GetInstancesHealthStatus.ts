import { type Operation, readOnly } from '../../service.ts'
import { healthStatusOf, requireDiscoveryInstance } from '../instance.ts'
import { pageOfDiscovery } from '../page.ts'
import { requireDiscoveryService } from '../service.ts'

interface Input {
  ServiceId: string
  Instances?: string[]
  MaxResults?: number
  NextToken?: string
}

interface Output {
  Status: Record<string, string>
  NextToken?: string | undefined
}

export const GetInstancesHealthStatus: Operation<Input, Output> = readOnly((input, call) => {
  const service = requireDiscoveryService(call, input.ServiceId)
  const asked =
    input.Instances?.map((id) => requireDiscoveryInstance(service, id)) ??
    service.instances.values()
  const { items, next } = pageOfDiscovery(asked, input)
  return {
    Status: Object.fromEntries(items.map((each) => [each.Id, healthStatusOf(each)])),
    NextToken: next,
  }
})
