import type {
  GetParametersByPathCommandInput,
  GetParametersByPathCommandOutput,
} from '@aws-sdk/client-ssm'
import { notImplemented } from '../../../kernel/errors.ts'
import { type Operation, readOnly } from '../../service.ts'
import { directlyUnder, passesParameterFilters, under } from '../filter.ts'
import { checkFilterPath, checkParameterFilters } from '../filter-rules.ts'
import { paginate } from '../../../kernel/paginate.ts'
import { parameterPaging } from '../rules.ts'
import { newestOf, parameterToApi } from '../parameter.ts'
import { parametersOf, sortParameters } from '../state.ts'

export const GetParametersByPath: Operation<
  GetParametersByPathCommandInput,
  GetParametersByPathCommandOutput
> = readOnly(({ Path, Recursive, ParameterFilters, WithDecryption = false, ...paging }, call) => {
  checkFilterPath(Path)
  if (Path.startsWith('/aws/service'))
    throw notImplemented('the public parameters of AWS, under /aws/service')
  checkParameterFilters(ParameterFilters ?? [], true)
  const isThere = Recursive ? under : directlyUnder
  const found = [...parametersOf(call).values()].filter(
    (parameter) =>
      isThere(parameter.Name, Path) && passesParameterFilters(parameter, ParameterFilters),
  )
  const { items, next } = paginate(sortParameters(found), parameterPaging(paging))
  const Parameters = items.map((parameter) =>
    parameterToApi(parameter, newestOf(parameter), WithDecryption),
  )
  return { Parameters, NextToken: next }
})
