import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { serviceNames } from '../../../../../localstack/services/iam/data/generate-names.ts'

test("names come from principals in policies and from botocore's models", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'docker-cloud-'))
  try {
    const folder = join(dataDir, 'toys', '2020-01-01')
    await mkdir(folder, { recursive: true })
    const metadata = { endpointPrefix: 'api.toys', signingName: 'toybox' }
    await writeFile(join(folder, 'service-2.json'), JSON.stringify({ metadata }))
    const policies = '{"Service":"toy-tasks.amazonaws.com","Other":"pods.toys.amazonaws.com"}'
    assert.deepEqual(serviceNames(policies, dataDir), ['toy-tasks', 'toybox', 'toys'])
  } finally {
    await rm(dataDir, { recursive: true })
  }
})
