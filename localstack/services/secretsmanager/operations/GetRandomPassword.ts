import type {
  GetRandomPasswordCommandInput,
  GetRandomPasswordCommandOutput,
} from '@aws-sdk/client-secrets-manager'
import { type Operation, readOnly } from '../../service.ts'
import { randomPassword } from '../password.ts'

export const GetRandomPassword: Operation<
  GetRandomPasswordCommandInput,
  GetRandomPasswordCommandOutput
> = readOnly((input) => ({ RandomPassword: randomPassword(input) }))
