import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { policyLines } from '../../../../../localstack/services/iam/data/generate.ts'

const policy = (Path: string) => ({
  CreateDate: '2015-02-06T18:39:46+00:00',
  DefaultVersionId: 'v2',
  Document: { Statement: [], Version: '2012-10-17' },
  Path,
  PermissionsBoundaryUsageCount: 0,
  UpdateDate: '2016-02-06T18:39:46+00:00',
})

test("moto's policies are written one to a line, sorted by path and name", () => {
  const json = JSON.stringify({ B: policy('/'), A: policy('/service-role/'), C: policy('/') })
  const line = (place: string) =>
    `${place}\tv2\t2015-02-06T18:39:46Z\t2016-02-06T18:39:46Z\t{"Statement":[],"Version":"2012-10-17"}\n`
  assert.equal(
    policyLines(`# Imported\naws_managed_policies_data = """\n${json}\n"""\n`),
    ['/B', '/C', '/service-role/A'].map(line).join(''),
  )
})

test('each line of the data is a policy of the version 2012-10-17', async () => {
  const file = new URL(
    '../../../../../localstack/services/iam/data/aws-policies.tsv',
    import.meta.url,
  )
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
  assert.ok(lines.length > 1400)
  for (const line of lines) {
    const [place, version, created, updated, document] = line.split('\t')
    assert.match(`${place} ${version}`, /^\/(?:[\w-]+\/)?[\w+=,.@-]+ v\d+$/)
    assert.ok(Date.parse(created!) <= Date.parse(updated!), place!)
    assert.equal((JSON.parse(document!) as { Version: string }).Version, '2012-10-17')
  }
})
