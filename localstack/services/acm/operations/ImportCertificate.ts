import { randomUUID } from 'node:crypto'
import type {
  ImportCertificateCommandInput,
  ImportCertificateCommandOutput,
} from '@aws-sdk/client-acm'
import { arn } from '../../../kernel/arn.ts'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { requireCertificate } from '../certificate.ts'
import { checkedImport } from '../import.ts'
import type { CertificateRecord } from '../records.ts'
import { certificatesOf } from '../state.ts'
import { checkCertificateTags, tagMap } from '../tags.ts'

/** With an ARN, replaces an imported certificate: https://docs.aws.amazon.com/acm/latest/APIReference/API_ImportCertificate.html */
export const ImportCertificate: Operation<
  ImportCertificateCommandInput,
  ImportCertificateCommandOutput
> = ({ CertificateArn, Tags = [], ...input }, call) => {
  const current =
    CertificateArn === undefined ? undefined : requireCertificate(call, CertificateArn)
  if (current && Tags.length > 0)
    throw awsError('ValidationException', 'Tagging is not permitted on re-import.')
  if (current && current.Type !== 'IMPORTED')
    throw awsError(
      'ValidationException',
      `Certificate ${CertificateArn} was not imported, and cannot be replaced.`,
    )
  checkCertificateTags(new Map(), Tags)
  const now = call.clock.now()
  const { names, algorithm, ...material } = checkedImport(input, now)
  const record: CertificateRecord = {
    CertificateArn: current?.CertificateArn ?? arn(call, 'acm', `certificate/${randomUUID()}`),
    DomainName: names[0] ?? '',
    SubjectAlternativeNames: names,
    Type: 'IMPORTED',
    KeyAlgorithm: algorithm,
    CreatedAt: current?.CreatedAt ?? now,
    IssuedAt: now,
    ...material,
    tags: tagMap(Tags),
    InUseBy: [],
  }
  if (current) Object.assign(current, { ...record, tags: current.tags, InUseBy: current.InUseBy })
  else certificatesOf(call).set(record.CertificateArn, record)
  return { CertificateArn: record.CertificateArn }
}
