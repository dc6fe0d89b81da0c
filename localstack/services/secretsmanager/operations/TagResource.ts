import type {
  TagResourceCommandInput,
  TagResourceCommandOutput,
} from '@aws-sdk/client-secrets-manager'
import type { Operation } from '../../service.ts'
import { requireLiveSecret } from '../secret.ts'
import { checkSecretTags } from '../tags.ts'

export const TagResource: Operation<TagResourceCommandInput, TagResourceCommandOutput> = (
  { SecretId, Tags },
  call,
) => {
  const secret = requireLiveSecret(call, SecretId)
  checkSecretTags(secret.Tags, Tags)
  const keys = new Set(Tags.map(({ Key }) => Key))
  secret.Tags = [...secret.Tags.filter(({ Key }) => !keys.has(Key)), ...Tags]
  return {}
}
