import type { GetParameterCommandInput, GetParameterCommandOutput } from '@aws-sdk/client-ssm'
import type { Operation } from '../../service.ts'
import { requireParameter } from '../parameter.ts'

export const GetParameter: Operation<GetParameterCommandInput, GetParameterCommandOutput> = (
  { Name, WithDecryption: decrypt },
  call,
) => ({ Parameter: requireParameter(call, Name, { decrypt }) })
