import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')

test('an older Node is reported in one sentence', () => {
  const folder = mkdtempSync(join(tmpdir(), 'docker-cloud-node-version-'))
  const older = join(folder, 'older.cjs')
  writeFileSync(older, "Object.defineProperty(process, 'versions', { value: { node: '20.1.0' } })")
  const guard = join(root, 'scripts/node-version.cjs')
  const { status, stderr } = spawnSync(process.execPath, ['-r', older, '-r', guard, '-e', '0'], {
    encoding: 'utf8',
  })
  rmSync(folder, { recursive: true })
  assert.equal(
    stderr,
    'docker-cloud needs Node 26, and this is Node 20.1.0: run `npm ci` first, which installs Node 26 for the npm scripts.\n',
  )
  assert.equal(status, 1)
})

test('every file names the same major version of Node', () => {
  const { engines, devDependencies } = JSON.parse(read('package.json'))
  const major = read('.nvmrc').trim()
  assert.equal(engines.node, `>=${major}`)
  assert.match(devDependencies.node, new RegExp(`^${major}\\.`))
  assert.match(devDependencies['@types/node'], new RegExp(`^${major}\\.`))
  const images = [
    'Dockerfile',
    'localstack/Dockerfile',
    'compose.yaml',
    'localstack/compose.image.yaml',
    'examples/shop/compose.yaml',
    'examples/shop/frontend/Dockerfile',
  ]
  for (const file of [...images, 'scripts/setup/node-image.ts', '.env.example', 'README.md'])
    for (const [found, version] of read(file).matchAll(/node:(\d+)-slim/g))
      assert.equal(version, major, `${file}: ${found}`)
  for (const file of ['ci.yml', 'deploy.yml', 'tool.yml'])
    for (const [found, version] of read(`.github/workflows/${file}`).matchAll(
      /node-version: (\d+)/g,
    ))
      assert.equal(version, major, `${file}: ${found}`)
  assert.match(read('README.md'), new RegExp(`installs Node ${major}`))
})
