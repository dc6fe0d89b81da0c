import { createHash } from 'node:crypto'
import type { DomainValidation } from '@aws-sdk/client-acm'
import type { Scope } from '../../kernel/scope.ts'
import type { CertificateRecord } from './records.ts'

/** The time that AWS needs to find the record in DNS; here every record is taken as there. */
const validationTakes = 60_000

/** The end of the validation of what is requested now, on the emulator's clock. */
export const validatedAt = ({ clock }: Scope): Date =>
  new Date(clock.now().getTime() + validationTakes / clock.rate)

/** One entry for each name. A wildcard has the record of its domain. */
export const validationOf = (
  scope: Scope,
  { SubjectAlternativeNames }: CertificateRecord,
  isPending: boolean,
): DomainValidation[] =>
  SubjectAlternativeNames.map((DomainName) => ({
    DomainName,
    ValidationDomain: DomainName,
    ValidationStatus: isPending ? 'PENDING_VALIDATION' : 'SUCCESS',
    ResourceRecord: recordOf(scope, DomainName.replace(/^\*\./, '')),
    ValidationMethod: 'DNS',
  }))

/** The same for each request of an account: https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html */
const recordOf = ({ account }: Scope, domain: string) => {
  const hash = (what: string) =>
    createHash('sha256').update(`${what} ${account} ${domain}`).digest('hex')
  const letters = hash('zone').replaceAll(/\d/g, (digit) => 'ghijklmnop'[Number(digit)]!)
  return {
    Name: `_${hash('name').slice(0, 32)}.${domain}.`,
    Type: 'CNAME' as const,
    Value: `_${hash('value').slice(0, 32)}.${letters.slice(0, 10)}.acm-validations.aws.`,
  }
}
