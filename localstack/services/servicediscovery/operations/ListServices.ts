import { type Operation, readOnly } from '../../service.ts'
import { checkFilters, type Filter, passes } from '../filter.ts'
import { idIn } from '../id.ts'
import { pageOfDiscovery } from '../page.ts'
import { discoveryServiceToApi } from '../service.ts'
import { discoveryOf } from '../state.ts'

interface Input {
  Filters?: Filter[]
  MaxResults?: number
  NextToken?: string
}

interface Output {
  Services: object[]
  NextToken?: string | undefined
}

export const ListServices: Operation<Input, Output> = readOnly((input, call) => {
  const { Filters = [] } = input
  checkFilters(Filters)
  const filters = Filters.map((filter) => ({ ...filter, Values: filter.Values.map(idIn) }))
  const found = discoveryOf(call)
    .services.values()
    .filter(({ NamespaceId }) =>
      passes(filters, (name) => (name === 'NAMESPACE_ID' ? NamespaceId : 'SELF')),
    )
  const { items, next } = pageOfDiscovery(found, input)
  return {
    Services: items.map((each) => {
      const { NamespaceId: _, CreatorRequestId: __, ...summary } = discoveryServiceToApi(call, each)
      return summary
    }),
    NextToken: next,
  }
})
