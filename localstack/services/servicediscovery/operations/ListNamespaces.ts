import { type Operation, readOnly } from '../../service.ts'
import { checkFilters, type Filter, passes } from '../filter.ts'
import { namespaceToApi } from '../namespace.ts'
import { pageOfDiscovery } from '../page.ts'
import { discoveryOf } from '../state.ts'

interface Input {
  Filters?: Filter[]
  MaxResults?: number
  NextToken?: string
}

interface Output {
  Namespaces: object[]
  NextToken?: string | undefined
}

export const ListNamespaces: Operation<Input, Output> = readOnly((input, call) => {
  const { Filters = [] } = input
  checkFilters(Filters)
  const found = discoveryOf(call)
    .namespaces.values()
    .filter(({ Type, Name, Properties }) =>
      passes(Filters, (name) =>
        name === 'TYPE'
          ? Type
          : name === 'NAME'
            ? Name
            : name === 'HTTP_NAME'
              ? Properties.HttpProperties.HttpName
              : 'SELF',
      ),
    )
  const { items, next } = pageOfDiscovery(found, input)
  return {
    Namespaces: items.map((each) => {
      const { CreatorRequestId: _, ...summary } = namespaceToApi(call, each)
      return summary
    }),
    NextToken: next,
  }
})
