import { malformed, parsePolicy } from '../../access/policy.ts'
import type { PolicyDocument, Statement } from '../../access/policy.ts'
import { checkCondition } from './condition-rules.ts'
import { checkResources } from './resource-rules.ts'

/** Checks a managed policy, as IAM does before it stores one; inline ones may still have the older version. */
export function checkManagedPolicy(text: string): void {
  const policy = parsePolicy(text)
  if (policy.version !== '2012-10-17')
    throw malformed('Policy document must be version 2012-10-17 or greater.')
  checkIdentity(policy)
}

/** Checks an inline policy of an identity, or a session's. */
export const checkIdentityPolicy = (text: string): void => checkIdentity(parsePolicy(text))

function checkIdentity(policy: PolicyDocument): void {
  checkCommon(policy)
  for (const { principals, resources } of policy.statements) {
    if (principals) throw malformed('Policy document should not specify a principal.')
    if (!resources || resources.patterns.length === 0)
      throw malformed('Policy statement must contain resources.')
  }
}

/** The rules that hold for every kind of policy, beyond the grammar, in IAM's order. */
export function checkCommon({ statements }: PolicyDocument): void {
  statements.flatMap(({ conditions }) => conditions).forEach(checkCondition)
  const fault = checkResources(statements)
  checkSids(statements)
  if (statements.some(({ actions }) => !actions || actions.patterns.length === 0))
    throw malformed('Policy statement must contain actions.')
  if (fault !== undefined) throw malformed(fault)
  statements.flatMap(({ actions }) => actions!.patterns).forEach(checkAction)
}

function checkSids(statements: Statement[]): void {
  const sids = statements.flatMap(({ sid }) => sid || [])
  if (new Set(sids).size < sids.length)
    throw malformed('Statement IDs (SID) in a single policy must be unique.')
  if (!sids.every((sid) => /^[0-9A-Za-z]*$/.test(sid)))
    throw malformed(
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
    )
}

function checkAction(action: string): void {
  if (action === '*') return
  const [vendor = '', ...names] = action.split(':')
  if (names.length === 0)
    throw malformed('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.')
  if (names.length > 1) throw malformed('Actions/Condition can contain only one colon.')
  if (/[*?]/.test(vendor))
    throw malformed('Action vendors (e.g., aws, ec2, etc.) must not contain wildcards.')
  if (!/^[a-zA-Z0-9.-]+$/.test(vendor)) throw malformed(`Vendor ${vendor} is not valid`)
}
