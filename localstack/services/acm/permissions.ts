import { arn } from '../../kernel/arn.ts'
import {
  type OperationPermission,
  type PermissionTable,
  on,
  onAnyResource,
  tagRecord,
} from '../../access/permission.ts'
import type { Call } from '../../kernel/scope.ts'
import { certificatesOf } from './state.ts'

const certificate = on(({ CertificateArn }: { CertificateArn: string }) => CertificateArn)

interface Made {
  CertificateArn?: string
  Tags?: unknown[]
}

/** A new certificate has no ARN yet: AWS's denials name `certificate/*`. Its tags are a permission of their own. */
const creation = ({ CertificateArn, Tags = [] }: Made, call: Call): OperationPermission[] => {
  const resource = CertificateArn ?? arn(call, 'acm', 'certificate/*')
  return [
    { resource },
    ...(Tags.length > 0 ? [{ resource, action: 'acm:AddTagsToCertificate' }] : []),
  ]
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscertificatemanager.html */
export const permissions: PermissionTable = {
  keys: ['DomainNames', 'KeyAlgorithm', 'ValidationMethod'],
  tagsOf: (scope, resource) => tagRecord(certificatesOf(scope).get(resource)?.tags),
  rules: {
    AddTagsToCertificate: certificate,
    DeleteCertificate: certificate,
    DescribeCertificate: certificate,
    GetCertificate: certificate,
    ImportCertificate: creation,
    ListCertificates: onAnyResource,
    ListTagsForCertificate: certificate,
    RemoveTagsFromCertificate: certificate,
    RequestCertificate: (
      input: Made & { DomainName: string; SubjectAlternativeNames?: string[] } & {
        KeyAlgorithm?: string
        ValidationMethod?: string
      },
      call,
    ) => {
      const { DomainName, SubjectAlternativeNames = [], KeyAlgorithm, ValidationMethod } = input
      const [request, ...tagging] = creation(input, call)
      const keys = {
        'acm:DomainNames': [...new Set([DomainName, ...SubjectAlternativeNames])],
        'acm:KeyAlgorithm': KeyAlgorithm,
        'acm:ValidationMethod': ValidationMethod,
      }
      return [{ ...request!, keys }, ...tagging]
    },
  },
}
