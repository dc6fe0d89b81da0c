import { awsError } from '../../kernel/errors.ts'
import { validationSentence } from '../../wire/validate.ts'
import { defineService } from '../service.ts'
import { routeAuthority } from './authority.ts'
import { AddTagsToCertificate } from './operations/AddTagsToCertificate.ts'
import { DeleteCertificate } from './operations/DeleteCertificate.ts'
import { DescribeCertificate } from './operations/DescribeCertificate.ts'
import { GetCertificate } from './operations/GetCertificate.ts'
import { ImportCertificate } from './operations/ImportCertificate.ts'
import { ListCertificates } from './operations/ListCertificates.ts'
import { ListTagsForCertificate } from './operations/ListTagsForCertificate.ts'
import { RemoveTagsFromCertificate } from './operations/RemoveTagsFromCertificate.ts'
import { RequestCertificate } from './operations/RequestCertificate.ts'
import { permissions } from './permissions.ts'

export const acm = defineService({
  name: 'acm',
  permissions,
  operations: {
    AddTagsToCertificate,
    DeleteCertificate,
    DescribeCertificate,
    GetCertificate,
    ImportCertificate,
    ListCertificates,
    ListTagsForCertificate,
    RemoveTagsFromCertificate,
    RequestCertificate,
  },
  rejected: {
    'validation by': ['RequestCertificate.ValidationMethod=EMAIL|HTTP'],
    'public certificates with the key algorithm': [
      'RequestCertificate.KeyAlgorithm=RSA_1024|RSA_3072|RSA_4096|EC_secp521r1',
    ],
    'certificates of a private authority': [
      'RequestCertificate.CertificateAuthorityArn=arn:aws:acm-pca:us-east-1:000000000000:certificate-authority/a',
    ],
    'certificates that CloudFront manages': ['RequestCertificate.ManagedBy=CLOUDFRONT'],
    'certificates for export': ['RequestCertificate.Options.Export=ENABLED'],
    'the filter': [
      'ListCertificates.CertificateKeyPairOrigins=AWS_MANAGED|ACME|CUSTOMER_PROVIDED',
      'ListCertificates.Includes.managedBy',
    ],
  },
  ignored: { RequestCertificate: ['DomainValidationOptions'] },
  invalid: (violations) => awsError('ValidationException', validationSentence(violations)),
  // A chain of 2 MiB, as base64.
  bodyLimits: { ImportCertificate: 5 * 1024 * 1024 },
  route: routeAuthority,
})
