import { type Operation, readOnly } from '../../service.ts'
import { pageOfDiscovery } from '../page.ts'
import { requireDiscoveryService } from '../service.ts'

interface Input {
  ServiceId: string
  MaxResults?: number
  NextToken?: string
}

interface Output {
  ResourceOwner: string
  Instances: object[]
  NextToken?: string | undefined
}

export const ListInstances: Operation<Input, Output> = readOnly((input, call) => {
  const { instances } = requireDiscoveryService(call, input.ServiceId)
  const { items, next } = pageOfDiscovery(instances.values(), input)
  return {
    ResourceOwner: call.account,
    Instances: items.map(({ Id, Attributes }) => ({
      Id,
      Attributes,
      CreatedByAccount: call.account,
    })),
    NextToken: next,
  }
})
