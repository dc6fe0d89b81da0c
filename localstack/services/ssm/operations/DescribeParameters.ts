import type {
  DescribeParametersCommandInput,
  DescribeParametersCommandOutput,
} from '@aws-sdk/client-ssm'
import { type Operation, readOnly } from '../../service.ts'
import { passesParameterFilters } from '../filter.ts'
import { paginate } from '../../../kernel/paginate.ts'
import { parameterPaging } from '../rules.ts'
import { newestOf } from '../parameter.ts'
import type { ParameterRecord } from '../records.ts'
import { parametersOf, sortParameters } from '../state.ts'

export const DescribeParameters: Operation<
  DescribeParametersCommandInput,
  DescribeParametersCommandOutput
> = readOnly(({ Filters = [], ParameterFilters = [], ...paging }, call) => {
  const filters = [...Filters, ...ParameterFilters]
  const found = [...parametersOf(call).values()].filter((parameter) =>
    passesParameterFilters(parameter, filters),
  )
  const { items, next } = paginate(sortParameters(found), parameterPaging(paging))
  return { Parameters: items.map(metadataOf), NextToken: next }
})

function metadataOf(parameter: ParameterRecord) {
  return { ...parameter, LastModifiedDate: newestOf(parameter).LastModifiedDate, Policies: [] }
}
