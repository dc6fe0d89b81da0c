import { awsError } from '../../kernel/errors.ts'
import { policySize } from '../../access/policy.ts'

// The default quotas: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html

/** A role's trust policy. */
export function checkTrustSize(text: string): void {
  if (policySize(text) > 2048) throw exceeded('Cannot exceed quota for ACLSizePerRole: 2048')
}

/** A managed policy. */
export function checkManagedSize(text: string): void {
  if (policySize(text) > 6144) throw exceeded('Cannot exceed quota for PolicySize: 6144')
}

const inlineSizes = { role: 10_240, user: 2048, group: 5120 }

/** All inline policies of an identity together. */
export function checkInlineSize(
  kind: keyof typeof inlineSizes,
  name: string,
  texts: string[],
): void {
  const limit = inlineSizes[kind]
  if (texts.reduce((sum, text) => sum + policySize(text), 0) > limit)
    throw exceeded(`Maximum policy size of ${limit} bytes exceeded for ${kind} ${name}`)
}

const attachments = { Role: 20, User: 10, Group: 10 }

/** Managed policies attached to one identity. */
export function checkAttachments(kind: keyof typeof attachments, count: number): void {
  const limit = attachments[kind]
  if (count > limit) throw exceeded(`Cannot exceed quota for PoliciesPer${kind}: ${limit}`)
}

/** Groups one user is in. */
export function checkGroups(count: number): void {
  if (count > 10) throw exceeded('Cannot exceed quota for GroupsPerUser: 10')
}

const exceeded = (message: string) => awsError('LimitExceededException', message)
