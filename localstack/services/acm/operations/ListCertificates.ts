import type {
  ListCertificatesCommandInput,
  ListCertificatesCommandOutput,
} from '@aws-sdk/client-acm'
import { awsError, notImplemented } from '../../../kernel/errors.ts'
import { paginate } from '../../../kernel/paginate.ts'
import { type Operation, readOnly } from '../../service.ts'
import { certificateToSummary } from '../certificate.ts'
import { certificatesOf } from '../state.ts'

/** Only these are listed unless others are asked for: https://docs.aws.amazon.com/acm/latest/APIReference/API_Filters.html */
const listedKeyTypes = ['RSA_1024', 'RSA_2048']

export const ListCertificates: Operation<
  ListCertificatesCommandInput,
  ListCertificatesCommandOutput
> = readOnly((input, call) => {
  const { CertificateStatuses, Includes: { keyTypes = listedKeyTypes, ...others } = {} } = input
  const [filter] = [
    ...Object.keys(others),
    ...(input.CertificateKeyPairOrigins ? ['CertificateKeyPairOrigins'] : []),
  ]
  if (filter) throw notImplemented(`the filter ${filter} of certificates`)
  if ((input.SortBy === undefined) !== (input.SortOrder === undefined))
    throw awsError('InvalidArgsException', 'SortBy and SortOrder must be given together.')
  const found = Array.from(certificatesOf(call).values(), (record) =>
    certificateToSummary(call, record),
  ).filter(
    ({ KeyAlgorithm, Status, DomainName }) =>
      DomainName !== '' &&
      (keyTypes as unknown[]).includes(KeyAlgorithm) &&
      (!CertificateStatuses?.length || CertificateStatuses.includes(Status!)),
  )
  const { items, next } = paginate(input.SortOrder === 'DESCENDING' ? found.toReversed() : found, {
    token: input.NextToken,
    size: input.MaxItems ?? 1000,
    invalid: () => awsError('InvalidArgsException', 'The NextToken is not valid.'),
  })
  return { CertificateSummaryList: items, NextToken: next }
})
