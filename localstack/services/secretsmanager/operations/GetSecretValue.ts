import type {
  GetSecretValueCommandInput,
  GetSecretValueCommandOutput,
} from '@aws-sdk/client-secrets-manager'
import { type Operation, readOnly } from '../../service.ts'
import { requireLiveSecret } from '../secret.ts'
import { readVersion } from '../version.ts'

export const GetSecretValue: Operation<GetSecretValueCommandInput, GetSecretValueCommandOutput> =
  readOnly(({ SecretId, ...which }, call) =>
    readVersion(call, requireLiveSecret(call, SecretId), which),
  )
