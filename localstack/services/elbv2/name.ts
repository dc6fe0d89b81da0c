import { awsError } from '../../kernel/errors.ts'

const invalid = (message: string) => awsError('ValidationError', message)

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html: what names may be. */
export function checkTargetGroupName(name: string): void {
  checkName(`Target group name '${name}'`, 'or', name)
}

/** As {@link checkTargetGroupName}; `internal-` is kept for the names of internal balancers in DNS. */
export function checkLoadBalancerName(name: string): void {
  checkName(`The load balancer name '${name}'`, 'and', name)
  if (name.startsWith('internal-'))
    throw invalid(`The load balancer name '${name}' cannot begin with 'internal-'`)
}

function checkName(what: string, conjunction: string, name: string): void {
  if (name.length > 32) throw invalid(`${what} cannot be longer than '32' characters`)
  if (!/^[a-zA-Z0-9-]+$/.test(name))
    throw invalid(
      `${what} can only contain characters that are alphanumeric characters ${conjunction} hyphens(-)`,
    )
  if (/^-|-$/.test(name)) throw invalid(`${what} cannot begin or end with '-'`)
}
