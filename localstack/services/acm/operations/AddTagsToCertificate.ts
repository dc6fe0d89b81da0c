import type {
  AddTagsToCertificateCommandInput,
  AddTagsToCertificateCommandOutput,
} from '@aws-sdk/client-acm'
import type { Operation } from '../../service.ts'
import { requireCertificate } from '../certificate.ts'
import { checkCertificateTags, tagMap } from '../tags.ts'

export const AddTagsToCertificate: Operation<
  AddTagsToCertificateCommandInput,
  AddTagsToCertificateCommandOutput
> = ({ CertificateArn, Tags }, call) => {
  const { tags } = requireCertificate(call, CertificateArn)
  checkCertificateTags(tags, Tags)
  for (const [key, value] of tagMap(Tags)) tags.set(key, value)
  return {}
}
