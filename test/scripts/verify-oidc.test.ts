import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmodSync, cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { documentOf } from '../../scripts/release/results.ts'
import { writeFiles } from '../support/checkout.ts'
import { assertMatches } from '../support/json-schema.ts'
import { makeServer } from '../support/release.ts'

const root = join(import.meta.dirname, '../..')
const checkout = makeServer()
cpSync(join(root, '.github'), join(checkout, '.github'), { recursive: true })
after(() => rmSync(checkout, { recursive: true }))

const ids = { GITHUB_REPOSITORY_OWNER_ID: '7', GITHUB_REPOSITORY_ID: '8' }

/** Runs the verb, with `bin` of the checkout first on the path. */
function verify(env: NodeJS.ProcessEnv, ...flags: string[]) {
  const { promise, resolve } = Promise.withResolvers<{ code: unknown; out: string; err: string }>()
  execFile(
    process.execPath,
    [join(root, 'scripts/verify-oidc.ts'), ...flags],
    {
      cwd: checkout,
      env: {
        PATH: `${join(checkout, 'bin')}:${process.env.PATH}`,
        GITHUB_REPOSITORY: 'octo/shop',
        ...env,
      },
    },
    (error, out, err) => resolve({ code: error?.code ?? 0, out, err }),
  )
  return promise
}

test('each environment has its own role, which the job of no other one can assume', async () => {
  const alone = await verify(ids)
  assert.equal(alone.err, '')
  assert.doesNotMatch(alone.out, /staging/)
  writeFiles(checkout, { '.aws/environments/staging.env': '' })
  const both = await verify(ids)
  rmSync(join(checkout, '.aws/environments/staging.env'))
  assert.equal(both.err, '')
  const roles = both.out.split(/^(?=role )/m).map((text) => text.replaceAll(/ {2,}/g, ' '))
  const staging = roles.find((text) => text.startsWith('role docker-cloud-staging-deploy'))
  assert.match(staging!, /✔ allowed deploy\.yml staging repo:octo\/shop:environment:staging/)
  assert.match(staging!, /✔ denied environment production repo:octo\/shop:environment:production/)
  const production = roles.find((text) => text.startsWith('role docker-cloud-deploy'))
  assert.match(production!, /✔ denied environment staging repo:octo\/shop:environment:staging/)
  assert.equal(roles.filter((text) => text.startsWith('role ')).length, 3)
})

test('--json has every token, also where one is wrong', async () => {
  const { out } = await verify({ ...ids, RELEASE_BRANCH: 'trunk' }, '--json')
  const document = JSON.parse(out)
  assertMatches(document, documentOf('verify:oidc').json)
  assert.equal(document.exitCode, 1)
  assert.equal(document.result.verdicts.length, 2)
})

test('ids that nothing gives are demanded, and GitHub’s CLI gives them', async () => {
  const bin = (script: string) => writeFiles(checkout, { 'bin/gh': `#!/bin/sh\n${script}\n` })
  bin('exit 1')
  chmodSync(join(checkout, 'bin/gh'), 0o755)
  const { code, out, err } = await verify({})
  assert.equal(code, 1)
  assert.match(out, /✘ denied .*repo:octo@ID\/shop@ID:environment:production/)
  assert.match(out, /the ids of octo\/shop on GitHub are not known.*gh auth login/)
  assert.match(err, /a job is denied its role/)

  bin('[ "$2" = repos/octo/shop ] && echo "7 8"')
  const found = await verify({})
  assert.equal(found.err, '')
  assert.match(found.out, /✔ allowed .*repo:octo@7\/shop@8:environment:production/)
})
