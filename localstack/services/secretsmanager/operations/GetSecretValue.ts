import type {
  GetSecretValueCommandInput,
  GetSecretValueCommandOutput,
} from '@aws-sdk/client-secrets-manager'
import { type Operation, readOnly } from '../../service.ts'
import { requireLiveSecret } from '../secret.ts'
import { requireVersion } from '../version.ts'

export const GetSecretValue: Operation<GetSecretValueCommandInput, GetSecretValueCommandOutput> =
  readOnly(({ SecretId, ...which }, call) => {
    const secret = requireLiveSecret(call, SecretId)
    return { ARN: secret.ARN, Name: secret.Name, ...requireVersion(secret, which) }
  })
