import { type Operation, readOnly } from '../../service.ts'
import { checkFilters, type Filter, passes } from '../filter.ts'
import { operationStatus } from '../operation.ts'
import { pageOfDiscovery } from '../page.ts'
import { discoveryOf } from '../state.ts'

interface Input {
  Filters?: Filter[]
  MaxResults?: number
  NextToken?: string
}

interface Output {
  Operations: object[]
  NextToken?: string | undefined
}

export const ListOperations: Operation<Input, Output> = readOnly((input, call) => {
  const { Filters = [] } = input
  checkFilters(Filters)
  const found = discoveryOf(call)
    .operations.values()
    .filter((each) => {
      const values: Record<string, string | undefined> = {
        NAMESPACE_ID: each.Targets.NAMESPACE,
        SERVICE_ID: each.Targets.SERVICE,
        STATUS: operationStatus(call, each),
        TYPE: each.Type,
        UPDATE_DATE: String(each.UpdateDate.getTime() / 1000),
      }
      return passes(Filters, (name) => values[name])
    })
  const { items, next } = pageOfDiscovery(found, input)
  return {
    Operations: items.map((each) => ({ Id: each.Id, Status: operationStatus(call, each) })),
    NextToken: next,
  }
})
