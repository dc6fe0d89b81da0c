import { createHash } from 'node:crypto'
import published from './aws-managed-policies.json' with { type: 'json' }
import type { PolicyRecord } from './records.ts'

/** The ARN of one of AWS's policies, `arn:aws:iam::aws:policy/service-role/X`. */
export const awsPolicyArn = (name: string): string =>
  [...awsPolicies().values()].find(({ PolicyName }) => PolicyName === name)!.Arn

/** AWS's own policies, those that the deployment of a container uses, from `aws-managed-policies.json`. */
export function awsPolicies(): Map<string, PolicyRecord> {
  return (loaded ??= new Map(
    Object.entries(published as Record<string, PublishedPolicy>).map(([name, policyOf]) => {
      const policy = awsPolicy(name, policyOf)
      return [policy.Arn, policy]
    }),
  ))
}

let loaded: Map<string, PolicyRecord> | undefined

interface PublishedPolicy {
  path: string
  version: string
  created: string
  updated: string
  document: object
}

function awsPolicy(
  name: string,
  { path, version, created, updated, document }: PublishedPolicy,
): PolicyRecord {
  const UpdateDate = new Date(updated)
  const text = JSON.stringify(document)
  return {
    PolicyName: name,
    PolicyId: `ANPA${createHash('sha256').update(name).digest('hex').toUpperCase().slice(0, 17)}`,
    Arn: `arn:aws:iam::aws:policy${path}${name}`,
    Path: path,
    CreateDate: new Date(created),
    UpdateDate,
    Tags: [],
    DefaultVersionId: version,
    nextVersion: Number(version.slice(1)) + 1,
    versions: new Map([[version, { VersionId: version, CreateDate: UpdateDate, document: text }]]),
  }
}
