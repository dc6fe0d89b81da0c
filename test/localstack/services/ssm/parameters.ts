import {
  GetParameterCommand,
  PutParameterCommand,
  type PutParameterCommandInput,
  SSMClient,
} from '@aws-sdk/client-ssm'
import type { Target } from '../../../support/target.ts'

/** What tests do with the parameters of a target. */
export function parametersOf({ config }: Target) {
  const ssm = new SSMClient(config)
  return {
    ssm,
    put: (Name: string, options: Partial<PutParameterCommandInput> = {}) =>
      ssm.send(new PutParameterCommand({ Name, Value: 'one', Type: 'String', ...options })),
    read: async (Name: string, WithDecryption?: boolean) =>
      (await ssm.send(new GetParameterCommand({ Name, WithDecryption }))).Parameter!,
  }
}

export type Parameters = ReturnType<typeof parametersOf>
