import type {
  GetParametersCommandInput,
  GetParametersCommandOutput,
  Parameter,
} from '@aws-sdk/client-ssm'
import { AwsError } from '../../../kernel/errors.ts'
import { type Operation, readOnly } from '../../service.ts'
import { requireParameter } from '../parameter.ts'

export const GetParameters: Operation<GetParametersCommandInput, GetParametersCommandOutput> =
  readOnly(({ Names, WithDecryption: decrypt }, call) => {
    const Parameters: Parameter[] = []
    const InvalidParameters: string[] = []
    for (const name of new Set(Names))
      try {
        Parameters.push(requireParameter(call, name, { decrypt }))
      } catch (error) {
        if (!(error instanceof AwsError) || error.status === 501) throw error
        InvalidParameters.push(name)
      }
    return { Parameters, InvalidParameters }
  })
