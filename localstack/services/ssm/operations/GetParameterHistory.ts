import type {
  GetParameterHistoryCommandInput,
  GetParameterHistoryCommandOutput,
} from '@aws-sdk/client-ssm'
import { paginate } from '../../../kernel/paginate.ts'
import { type Operation, readOnly } from '../../service.ts'
import { requireParameterRecord, valueToApi } from '../parameter.ts'
import { parameterPaging } from '../rules.ts'

export const GetParameterHistory: Operation<
  GetParameterHistoryCommandInput,
  GetParameterHistoryCommandOutput
> = readOnly(({ Name, WithDecryption = false, MaxResults = 50, NextToken }, call) => {
  const parameter = requireParameterRecord(call, Name)
  const { items, next } = paginate(
    [...parameter.versions.values()],
    parameterPaging({ NextToken, MaxResults }),
  )
  const Parameters = items.map(({ Value, ...version }) => ({
    Name: parameter.Name,
    Type: parameter.Type,
    DataType: parameter.DataType,
    Tier: parameter.Tier,
    LastModifiedUser: parameter.LastModifiedUser,
    Labels: [],
    Policies: [],
    ...version,
    Value: valueToApi(version.Type ?? parameter.Type, Value, WithDecryption),
  }))
  return { Parameters, NextToken: next }
})
