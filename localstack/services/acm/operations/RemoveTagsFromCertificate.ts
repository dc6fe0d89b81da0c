import type {
  RemoveTagsFromCertificateCommandInput,
  RemoveTagsFromCertificateCommandOutput,
} from '@aws-sdk/client-acm'
import type { Operation } from '../../service.ts'
import { requireCertificate } from '../certificate.ts'

/** A tag with a value is removed only if it has this value: https://docs.aws.amazon.com/acm/latest/APIReference/API_RemoveTagsFromCertificate.html */
export const RemoveTagsFromCertificate: Operation<
  RemoveTagsFromCertificateCommandInput,
  RemoveTagsFromCertificateCommandOutput
> = ({ CertificateArn, Tags }, call) => {
  const { tags } = requireCertificate(call, CertificateArn)
  for (const { Key, Value } of Tags)
    if (Value === undefined || tags.get(Key) === Value) tags.delete(Key)
  return {}
}
