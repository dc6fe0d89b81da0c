import type { Scope } from './scope.ts'

/** Builds a regional ARN, `arn:aws:<service>:<region>:<account>:<resource>`. */
export const arn = (scope: Pick<Scope, 'account' | 'region'>, service: string, resource: string) =>
  `arn:aws:${service}:${scope.region}:${scope.account}:${resource}`

/** Builds an ARN without a region, as IAM's and STS's are. */
export const globalArn = (
  scope: Pick<Scope, 'account' | 'region'>,
  service: string,
  resource: string,
) => `arn:aws:${service}::${scope.account}:${resource}`

export interface Arn {
  service: string
  region: string
  account: string
  resource: string
}

/** Splits an ARN into its parts; undefined when the text is no ARN. */
export function parseArn(text: string): Arn | undefined {
  const match = /^arn:aws[a-z-]*:([^:]+):([^:]*):([^:]*):(.+)$/.exec(text)
  if (!match) return undefined
  const [, service, region, account, resource] = match as unknown as [
    string,
    string,
    string,
    string,
    string,
  ]
  return { service, region, account, resource }
}
