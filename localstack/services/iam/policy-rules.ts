import {
  type Condition,
  legacyParsing,
  malformed,
  parsePolicy,
  syntaxError,
} from '../../access/policy.ts'
import type { PolicyDocument, Statement } from '../../access/policy.ts'
import { instantIn, numberIn, rangeIn } from '../../../scripts/policy/operators.ts'

/** Checks a policy for an identity or a session, as IAM does before it stores one. */
export function checkIdentityPolicy(text: string): PolicyDocument {
  const policy = parsePolicy(text)
  checkCommon(policy)
  for (const { principals, resources } of policy.statements) {
    if (principals) throw malformed('Policy document should not specify a principal.')
    if (!resources || resources.patterns.length === 0)
      throw malformed('Policy statement must contain resources.')
    resources.patterns.forEach(checkResource)
  }
  return policy
}

/** The rules that hold for every kind of policy, beyond the grammar. */
export function checkCommon({ statements }: PolicyDocument): void {
  const sids = statements.flatMap(({ sid }) => sid || [])
  if (new Set(sids).size < sids.length)
    throw malformed('Statement IDs (SID) in a single policy must be unique.')
  if (!sids.every((sid) => /^[0-9A-Za-z]*$/.test(sid)))
    throw malformed(
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
    )
  for (const statement of statements) {
    checkActions(statement)
    statement.conditions.forEach(checkCondition)
  }
}

function checkActions({ actions }: Statement): void {
  if (!actions || actions.patterns.length === 0)
    throw malformed('Policy statement must contain actions.')
  for (const action of actions.patterns) {
    if (action === '*') continue
    const [vendor = '', ...names] = action.split(':')
    if (names.length === 0)
      throw malformed('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.')
    if (names.length > 1) throw malformed('Actions/Condition can contain only one colon.')
    if (/[*?]/.test(vendor))
      throw malformed('Action vendors (e.g., aws, ec2, etc.) must not contain wildcards.')
    if (!/^[a-zA-Z0-9.-]+$/.test(vendor)) throw malformed(`Vendor ${vendor} is not valid`)
  }
}

const partitions = ['aws', 'aws-cn', 'aws-us-gov', '*']

function checkResource(resource: string): void {
  if (resource === '*' || resource.startsWith('${')) return
  const parts = resource.split(':')
  const [scheme, partition = '', service = '', region, , ...rest] = parts
  if (parts.length === 1 || scheme !== 'arn')
    throw malformed(`Resource ${resource} must be in ARN format or "*".`)
  if (!partitions.includes(partition))
    throw malformed(
      `Partition "${partition}" is not valid for resource "${[...parts, '*', '*', '*', '*'].slice(0, Math.max(parts.length, 6)).join(':')}".`,
    )
  if (/[*?]/.test(service) && parts.length > 3)
    throw malformed('Resource vendor must be fully qualified and cannot contain regexes.')
  if (parts.length < 6 && !resource.endsWith('*')) throw legacyParsing()
  if (service === 'iam') checkIamResource(resource, region, rest.join(':'))
}

const iamPaths =
  'user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/'

function checkIamResource(resource: string, region: string | undefined, path: string): void {
  if (region !== '' && region !== '*')
    throw malformed(`IAM resource ${resource} cannot contain region information.`)
  const known =
    ['*', 'root'].includes(path) || iamPaths.split(', ').some((it) => path.startsWith(it))
  if (path !== '' && !known && !/^[a-z-]*\*/.test(path))
    throw malformed(`IAM resource path must either be "*" or start with ${iamPaths}.`)
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

function checkCondition({ operator, values }: Condition): void {
  const name = operator.toLowerCase()
  const fixed = values.filter((value) => !value.includes('${'))
  const valid = (test: (value: string) => boolean) => {
    if (!fixed.every(test)) throw legacyParsing()
  }
  if (name.includes('numeric')) valid((value) => !Number.isNaN(numberIn(value)))
  if (name.includes('date')) valid((value) => !Number.isNaN(instantIn(value)))
  if (name.includes('ipaddress')) valid((value) => rangeIn(value) !== undefined)
  if (/(^|:)arn/.test(name)) valid((value) => value === '*' || value.startsWith('arn:'))
  if (name.includes('binary') && !fixed.every((value) => base64.test(value))) throw syntaxError()
  if (name.startsWith('bool') || name.includes('null'))
    valid((value) => ['true', 'false'].includes(value.toLowerCase()))
}
