import type {
  DescribeParametersCommandInput,
  DescribeParametersCommandOutput,
} from '@aws-sdk/client-ssm'
import { type Operation, readOnly } from '../../service.ts'
import { passes } from '../filter.ts'
import { pageOfParameters } from '../page.ts'
import { newestOf } from '../parameter.ts'
import type { ParameterRecord } from '../records.ts'
import { parametersOf } from '../state.ts'

export const DescribeParameters: Operation<
  DescribeParametersCommandInput,
  DescribeParametersCommandOutput
> = readOnly(({ Filters = [], ParameterFilters = [], ...paging }, call) => {
  const filters = [...Filters, ...ParameterFilters]
  const found = [...parametersOf(call).values()].filter((parameter) => passes(parameter, filters))
  const { items, next } = pageOfParameters(found, paging)
  return { Parameters: items.map(metadataOf), NextToken: next }
})

function metadataOf(parameter: ParameterRecord) {
  return { ...parameter, LastModifiedDate: newestOf(parameter).LastModifiedDate, Policies: [] }
}
