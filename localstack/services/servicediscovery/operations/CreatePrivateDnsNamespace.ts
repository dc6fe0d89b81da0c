import { findVpc } from '../../ec2/public.ts'
import type { Operation } from '../../service.ts'
import { invalidInput } from '../errors.ts'
import { createNamespace, type NewNamespace } from '../namespace.ts'
import { checkDnsName } from '../rules.ts'

type Input = Pick<NewNamespace, 'Name' | 'CreatorRequestId' | 'Description' | 'Tags'> & {
  Vpc: string
  Properties?: { DnsProperties: { SOA: { TTL: number } } }
}

export const CreatePrivateDnsNamespace: Operation<Input, { OperationId: string }> = (
  { Vpc, Properties, ...input },
  call,
) => {
  checkDnsName(input.Name)
  if (!findVpc(call, Vpc)) throw invalidInput(`The VPC ${Vpc} does not exist.`)
  const ttl = Properties?.DnsProperties.SOA.TTL
  return { OperationId: createNamespace(call, { ...input, Type: 'DNS_PRIVATE', vpc: Vpc, ttl }) }
}
