import type {
  RequestCertificateCommandInput,
  RequestCertificateCommandOutput,
} from '@aws-sdk/client-acm'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { createCertificate } from '../issue.ts'
import { checkRequest, findRepeated } from '../request.ts'
import { checkCertificateTags, tagMap } from '../tags.ts'
import { validatedAt } from '../validation.ts'

export const RequestCertificate: Operation<
  RequestCertificateCommandInput,
  RequestCertificateCommandOutput
> = (input, call) => {
  const { DomainName, SubjectAlternativeNames = [], Options, Tags = [], IdempotencyToken } = input
  const algorithm = checkRequest(input)
  checkCertificateTags(new Map(), Tags)
  const names = [...new Set([DomainName, ...SubjectAlternativeNames])]
  const repeated = findRepeated(call, { IdempotencyToken, names })
  if (repeated) return { CertificateArn: repeated.CertificateArn }
  if (DomainName.length > 64)
    throw awsError(
      'InvalidDomainValidationOptionsException',
      'The first domain name can be no longer than 64 characters.',
    )
  const CertificateArn = createCertificate(call, {
    names,
    issuedAt: validatedAt(call),
    tags: tagMap(Tags),
    algorithm,
    options: Options,
    idempotencyToken: IdempotencyToken,
  })
  return { CertificateArn }
}
