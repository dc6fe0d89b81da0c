import type {
  DescribeSecretCommandInput,
  DescribeSecretCommandOutput,
} from '@aws-sdk/client-secrets-manager'
import { type Operation, readOnly } from '../../service.ts'
import { requireSecret, secretToApi } from '../secret.ts'

export const DescribeSecret: Operation<DescribeSecretCommandInput, DescribeSecretCommandOutput> =
  readOnly(({ SecretId }, call) => {
    const { record, stages } = secretToApi(call, requireSecret(call, SecretId))
    return { ...record, VersionIdsToStages: stages }
  })
