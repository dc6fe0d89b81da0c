import type {
  DescribeParametersCommandInput,
  DescribeParametersCommandOutput,
} from '@aws-sdk/client-ssm'
import { awsError } from '../../../kernel/errors.ts'
import { type Operation, readOnly } from '../../service.ts'
import { passesParameterFilters } from '../filter.ts'
import { checkParameterFilters } from '../filter-rules.ts'
import { paginate } from '../../../kernel/paginate.ts'
import { parameterPaging } from '../rules.ts'
import { newestOf } from '../parameter.ts'
import type { ParameterRecord } from '../records.ts'
import { parametersOf, sortParameters } from '../state.ts'

export const DescribeParameters: Operation<
  DescribeParametersCommandInput,
  DescribeParametersCommandOutput
> = readOnly(({ Filters = [], ParameterFilters = [], ...paging }, call) => {
  if (Filters.length > 0 && ParameterFilters.length > 0)
    throw awsError(
      'ValidationException',
      'You can use either Filters or ParameterFilters in a single request.',
    )
  checkParameterFilters(ParameterFilters, false)
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
