import type {
  ListTagsForCertificateCommandInput,
  ListTagsForCertificateCommandOutput,
} from '@aws-sdk/client-acm'
import { type Operation, readOnly } from '../../service.ts'
import { requireCertificate } from '../certificate.ts'
import { tagsToApi } from '../tags.ts'

export const ListTagsForCertificate: Operation<
  ListTagsForCertificateCommandInput,
  ListTagsForCertificateCommandOutput
> = readOnly(({ CertificateArn }, call) => ({
  Tags: tagsToApi(requireCertificate(call, CertificateArn)),
}))
