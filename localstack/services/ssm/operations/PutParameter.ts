import type { PutParameterCommandInput, PutParameterCommandOutput } from '@aws-sdk/client-ssm'
import type { Operation } from '../../service.ts'
import { putParameter } from '../put.ts'

export const PutParameter: Operation<PutParameterCommandInput, PutParameterCommandOutput> = (
  input,
  call,
) => {
  const { Tier, Version } = putParameter(input, call)
  return { Tier, Version }
}
