import type { Operation } from '../../service.ts'
import { describeNamespace, requireNamespaceOf } from '../namespace.ts'

interface Input {
  Id: string
  Namespace: {
    Description?: string
    Properties?: { DnsProperties: { SOA: { TTL: number } } }
  }
}

export const UpdatePrivateDnsNamespace: Operation<Input, { OperationId: string }> = (
  { Id, Namespace },
  call,
) => {
  const record = requireNamespaceOf(call, 'DNS_PRIVATE', Id)
  return {
    OperationId: describeNamespace(call, record, {
      Description: Namespace.Description,
      ttl: Namespace.Properties?.DnsProperties.SOA.TTL,
    }),
  }
}
