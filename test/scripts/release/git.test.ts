import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { readRelease } from '../../../scripts/release/git.ts'

const here = process.cwd()
const checkout = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim()

before(() => {
  process.chdir(checkout)
  git('init', '--quiet')
  git('config', 'user.email', 'test@example.com')
  git('config', 'user.name', 'test')
  writeFileSync('file', 'one')
  git('add', 'file')
  git('commit', '--quiet', '--message=one')
})
after(() => {
  process.chdir(here)
  rmSync(checkout, { recursive: true })
})

test('a clean checkout is named by its commit', async () => {
  const commit = git('rev-parse', 'HEAD')
  assert.deepEqual(await readRelease(), {
    version: git('rev-parse', '--short', 'HEAD'),
    revision: commit,
  })
  git('tag', 'v1.0.0')
  assert.equal((await readRelease()).version, 'v1.0.0')
})

test('a changed checkout has a name for each content, and git’s index is unchanged', async () => {
  const commit = git('rev-parse', 'HEAD')
  writeFileSync('new', 'untracked')
  const changed = await readRelease()
  assert.equal(changed.version, 'v1.0.0-dirty')
  assert.match(changed.revision, new RegExp(`^${commit}-[0-9a-f]{12}$`))
  assert.deepEqual(await readRelease(), changed)
  assert.equal(git('status', '--short'), '?? new')

  writeFileSync('new', 'changed again')
  assert.notEqual((await readRelease()).revision, changed.revision)
})

test('the environment overrides the name of the checkout', async () => {
  const env = { RELEASE_VERSION: 'v2', RELEASE_REVISION: 'abc' }
  assert.deepEqual(await readRelease(env), { version: 'v2', revision: 'abc' })
})
