import type { GetParameterCommandInput, GetParameterCommandOutput } from '@aws-sdk/client-ssm'
import { type Operation, readOnly } from '../../service.ts'
import { requireParameter } from '../parameter.ts'

export const GetParameter: Operation<GetParameterCommandInput, GetParameterCommandOutput> =
  readOnly(({ Name, WithDecryption: decrypt }, call) => ({
    Parameter: requireParameter(call, Name, { decrypt }),
  }))
