import { awsError } from '../../kernel/errors.ts'

const invalid = (message: string) => awsError('ValidationError', message)

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html: what names may be. */
export function checkTargetGroupName(name: string): void {
  checkCharacters(`Target group name '${name}'`, 'or', name)
  // Undocumented; getmoto/moto has AWS's sentence in `moto/elbv2/models.py`.
  const pattern = '(?!.*--)(?!^-)(?!.*-$)^[A-Za-z0-9-]+$'
  if (!new RegExp(pattern).test(name))
    throw invalid(
      `1 validation error detected: Value '${name}' at 'targetGroup.targetGroupArn.targetGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: ${pattern}`,
    )
}

/** As {@link checkTargetGroupName}; `internal-` is kept for the names of internal balancers in DNS. */
export function checkLoadBalancerName(name: string): void {
  const what = `The load balancer name '${name}'`
  checkCharacters(what, 'and', name)
  if (/^-|-$/.test(name)) throw invalid(`${what} cannot begin or end with '-'`)
  if (name.startsWith('internal-'))
    throw invalid(`The load balancer name '${name}' cannot begin with 'internal-'`)
}

function checkCharacters(what: string, conjunction: string, name: string): void {
  if (name.length > 32) throw invalid(`${what} cannot be longer than '32' characters`)
  if (!/^[a-zA-Z0-9-]+$/.test(name))
    throw invalid(
      `${what} can only contain characters that are alphanumeric characters ${conjunction} hyphens(-)`,
    )
}
