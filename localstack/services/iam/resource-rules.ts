import { legacyParsing, type Statement } from '../../access/policy.ts'

/**
 * Checks the ARNs of a policy's `Resource` and `NotResource`, and returns the message of the first that is wrong
 * in its form, since IAM looks at other elements before it rejects that. The rules and messages were reproduced on
 * AWS by moto (`tests/test_iam/test_iam_policies.py`) and cdk-preflight.
 */
export function checkResources(statements: Statement[]): string | undefined {
  let fault: string | undefined
  for (const resource of statements.flatMap(({ resources }) => resources?.patterns ?? [])) {
    fault ??= faultOf(resource)
    if (fault === undefined && !isParsable(resource)) throw legacyParsing()
  }
  return fault
}

function faultOf(resource: string): string | undefined {
  if (isAnything(resource)) return undefined
  const [, partition, service, region, , ...path] = resource.split(':')
  if (partition === undefined) return `Resource ${resource} must be in ARN format or "*".`
  if (partition !== 'aws' && partition !== '*')
    return `Partition "${partition}" is not valid for resource "${paddedArn(resource)}".`
  if (service === undefined || (/[*?]/.test(service) && region !== undefined))
    return 'Resource vendor must be fully qualified and cannot contain regexes.'
  if (region === undefined || path.length === 0) return undefined
  return ownFaults[service]?.(resource, region, path.join(':'))
}

const isAnything = (resource: string) => resource === '*' || resource.startsWith('${')

/** An ARN of six parts, as IAM's message shows the one that was given. */
function paddedArn(resource: string): string {
  const [, partition, ...rest] = resource.split(':')
  const [service = '*', region = '*', account = '*', ...path] = rest.join('') ? rest : []
  const last = path.length > 0 ? path.join(':') : '*'
  return ['arn', partition, service, region, account, last].join(':')
}

function isParsable(resource: string): boolean {
  if (isAnything(resource)) return true
  const parts = resource.split(':')
  return parts[2] !== '' && (parts.length >= 6 || parts.length < 4 || resource.endsWith('*'))
}

type Fault = (resource: string, region: string, path: string) => string | undefined

/** The rules for the ARNs of single services. */
const ownFaults: Record<string, Fault | undefined> = {
  iam: (resource, region, path) => {
    if (region !== '' && region !== '*')
      return `IAM resource ${resource} cannot contain region information.`
    const known =
      ['*', 'root'].includes(path) || iamPaths.split(', ').some((it) => path.startsWith(it))
    return known || /^[a-z-]*\*/.test(path)
      ? undefined
      : `IAM resource path must either be "*" or start with ${iamPaths}.`
  },
  s3: (resource, region, path) =>
    /^$|[*?]|\$\{/.test(region) || regionalInS3.test(path)
      ? undefined
      : `Resource ${resource} can not contain region information.`,
}

const iamPaths =
  'user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/'

/** The resources of S3 that belong to a region: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
const regionalInS3 =
  /^(?:[*?$]|(?:accesspoint|job|storage-lens|storage-lens-group|async-request|access-grants)(?:\/|$))/
