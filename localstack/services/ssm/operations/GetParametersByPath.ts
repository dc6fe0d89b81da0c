import type {
  GetParametersByPathCommandInput,
  GetParametersByPathCommandOutput,
} from '@aws-sdk/client-ssm'
import { awsError, notImplemented } from '../../../kernel/errors.ts'
import { type Operation, readOnly } from '../../service.ts'
import { checkParameterFilters, directlyUnder, passesParameterFilters, under } from '../filter.ts'
import { paginate } from '../../../kernel/paginate.ts'
import { parameterPaging } from '../rules.ts'
import { newestOf, parameterToApi } from '../parameter.ts'
import { parametersOf, sortParameters } from '../state.ts'

export const GetParametersByPath: Operation<
  GetParametersByPathCommandInput,
  GetParametersByPathCommandOutput
> = readOnly(({ Path, Recursive, ParameterFilters, WithDecryption = false, ...paging }, call) => {
  if (!Path.startsWith('/'))
    throw awsError(
      'ValidationException',
      `The parameter doesn't meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can't be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.`,
    )
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
