import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { PolicyRecord } from './records.ts'

/** A managed policy without its documents. */
export type PolicyHead = Omit<PolicyRecord, 'nextVersion' | 'versions'>

const file = new URL('./data/aws-policies.tsv', import.meta.url)
const arnPrefix = 'arn:aws:iam::aws:policy'
const found = new Map<string, PolicyRecord>()

/** Finds one of AWS's own policies by ARN. The file is read, and not kept, for each that was not found before. */
export function findAwsPolicy(arn: string): PolicyRecord | undefined {
  const known = found.get(arn)
  if (known || !arn.startsWith(`${arnPrefix}/`)) return known
  const lines = readFileSync(file)
  const start = startOf(lines, `${arn.slice(arnPrefix.length)}\t`)
  if (start === undefined) return undefined
  const policy = policyIn(lines.toString('utf8', start, lines.indexOf('\n', start)))
  found.set(arn, policy)
  return policy
}

/** True if AWS has a policy of this name, below whatever path. */
export const isAwsPolicyName = (name: string): boolean => readFileSync(file).includes(`/${name}\tv`)

/** Lists AWS's own policies. */
export const listAwsPolicies = (): PolicyHead[] =>
  readFileSync(file, 'utf8').trimEnd().split('\n').map(headIn)

function startOf(lines: Buffer, head: string): number | undefined {
  if (lines.indexOf(head) === 0) return 0
  const end = lines.indexOf(`\n${head}`)
  return end < 0 ? undefined : end + 1
}

/** `<path><name>`, the default version, when the policy was created and that version was, and its document. */
const fieldsOf = (line: string) => line.split('\t') as [string, string, string, string, string]

function headIn(line: string): PolicyHead {
  const [place, DefaultVersionId, created, updated] = fieldsOf(line)
  const nameAt = place.lastIndexOf('/') + 1
  return {
    PolicyName: place.slice(nameAt),
    PolicyId: `ANPA${createHash('sha256').update(place.slice(nameAt)).digest('hex').toUpperCase().slice(0, 17)}`,
    Arn: arnPrefix + place,
    Path: place.slice(0, nameAt),
    CreateDate: new Date(created),
    UpdateDate: new Date(updated),
    Tags: [],
    DefaultVersionId,
  }
}

function policyIn(line: string): PolicyRecord {
  const head = headIn(line)
  const version = {
    VersionId: head.DefaultVersionId,
    CreateDate: head.UpdateDate,
    document: fieldsOf(line)[4],
  }
  return {
    ...head,
    nextVersion: versionNumber(version.VersionId) + 1,
    versions: new Map([[version.VersionId, version]]),
  }
}

/** The number in `v3`; NaN for what is no version. */
export const versionNumber = (id: string): number =>
  /^v[1-9]\d*$/.test(id) ? Number(id.slice(1)) : NaN
