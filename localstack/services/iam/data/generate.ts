import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process, { argv } from 'node:process'

interface MotoPolicy {
  Path: string
  DefaultVersionId: string
  CreateDate: string
  UpdateDate: string
  Document: object
}

/**
 * AWS's managed policies as moto publishes them (`moto/iam/aws_managed_policies.py`), one to a line, so that a
 * refresh reads well as a diff and one policy is found without parsing the others.
 */
export function policyLines(motoFile: string): string {
  const json = motoFile.slice(motoFile.indexOf('"""') + 3, motoFile.lastIndexOf('"""'))
  const policies = Object.entries(JSON.parse(json) as Record<string, MotoPolicy>)
  const lines = policies.map(([name, policy]) =>
    [
      policy.Path + name,
      policy.DefaultVersionId,
      policy.CreateDate.replace('+00:00', 'Z'),
      policy.UpdateDate.replace('+00:00', 'Z'),
      JSON.stringify(policy.Document),
    ].join('\t'),
  )
  return `${lines.toSorted().join('\n')}\n`
}

if (import.meta.main) {
  if (argv[2])
    writeFileSync(
      join(import.meta.dirname, 'aws-policies.tsv'),
      policyLines(readFileSync(argv[2], 'utf8')),
    )
  else {
    console.error(
      "Name moto's data: node localstack/services/iam/data/generate.ts <moto>/iam/aws_managed_policies.py",
    )
    process.exitCode = 1
  }
}
