import type {
  UntagResourceCommandInput,
  UntagResourceCommandOutput,
} from '@aws-sdk/client-secrets-manager'
import type { Operation } from '../../service.ts'
import { requireLiveSecret } from '../secret.ts'

export const UntagResource: Operation<UntagResourceCommandInput, UntagResourceCommandOutput> = (
  { SecretId, TagKeys },
  call,
) => {
  const secret = requireLiveSecret(call, SecretId)
  secret.Tags = secret.Tags.filter(({ Key = '' }) => !TagKeys.includes(Key))
  return {}
}
