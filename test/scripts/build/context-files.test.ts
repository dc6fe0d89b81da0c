import assert from 'node:assert/strict'
import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { test } from 'node:test'
import { digestOf, listContext } from '../../../scripts/build/context-files.ts'
import { run } from '../../../scripts/release/run.ts'
import { enterCheckout, writeFiles } from '../../support/checkout.ts'

const root = join(import.meta.dirname, '../../..')

/** The files that BuildKit copies from the current folder. */
async function builtFiles(): Promise<string[]> {
  const out = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
  try {
    const build = ['buildx', 'build', '--quiet', `--output=type=local,dest=${out}`]
    await run('docker', [...build, '--file=Everything.Dockerfile', '.'])
    return readdirSync(out, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(out, join(entry.parentPath, entry.name)))
      .toSorted()
  } finally {
    rmSync(out, { recursive: true })
  }
}

const everything = { 'Everything.Dockerfile': 'FROM scratch\nCOPY . /\n' }

const files = Object.fromEntries(
  [
    'a.txt',
    'b.md',
    'dist/a.txt',
    'dist/deep/b.md',
    'dist/deep/keep.txt',
    'src/a.txt',
    'src/dist/c.md',
    'src/a[1].txt',
    'src/.hidden',
    'src/x+y.txt',
  ].map((path) => [path, path]),
)

const ignoreFiles = [
  '',
  'dist',
  '/dist/\n# a comment\n\n',
  '**/dist',
  '*.md',
  '**/*.md\n!dist/deep/b.md',
  'dist\n!dist/deep/keep.txt',
  '*\n!src\nsrc/*.txt',
  'src/?.txt',
  'src/a\\[1\\].txt',
  'src/[a-b].txt',
  'src/**',
  './src/../dist',
  'src/x+y.txt',
  '**',
  ' dist \n ! dist/a.txt',
  '**/deep/**\n!**/keep.*',
]

for (const text of ignoreFiles)
  test(`the build sees the same files as BuildKit with ${JSON.stringify(text)}`, async () => {
    using checkout = enterCheckout({ ...everything, ...files, '.dockerignore': text })
    const { folder } = checkout
    const own = ['.dockerignore', 'Everything.Dockerfile']
    const without = (list: string[]) => list.filter((file) => !own.includes(file))
    const seen = await listContext(folder, join(folder, 'Everything.Dockerfile'))
    assert.deepEqual(without(seen), without(await builtFiles()))
  })

test("a Dockerfile's own ignore file replaces that of the context", async () => {
  using checkout = enterCheckout({
    ...everything,
    ...files,
    '.dockerignore': '*',
    'Everything.Dockerfile.dockerignore': 'src',
  })
  const seen = await listContext(checkout.folder, join(checkout.folder, 'Everything.Dockerfile'))
  assert.ok(seen.includes('dist/a.txt'))
  assert.ok(!seen.includes('src/a.txt'))
})

test('a digest covers paths, contents, links and the permission to execute, and no time', async () => {
  using checkout = enterCheckout({ 'a/one': '1', 'a/two': '2' })
  const { folder } = checkout
  writeFiles(folder, { '.git/HEAD': 'ref: refs/heads/main' })
  const digest = async () => digestOf(folder, await listContext(folder, join(folder, 'Dockerfile')))
  const first = await digest()
  writeFiles(folder, { '.git/HEAD': 'ref: refs/heads/other' })
  cpSync('a', 'b', { recursive: true })
  rmSync('a', { recursive: true })
  cpSync('b', 'a', { recursive: true })
  rmSync('b', { recursive: true })
  assert.equal(await digest(), first)
  const seen = new Set([first])
  for (const change of [
    () => writeFiles(folder, { 'a/one': 'other' }),
    () => chmodSync('a/one', 0o755),
    () => symlinkSync('one', 'a/link'),
    () => writeFiles(folder, { 'a/three': '' }),
    () => writeFiles(folder, { 'a/large': 'x'.repeat(1_500_000) }),
  ]) {
    change()
    seen.add(await digest())
  }
  assert.equal(seen.size, 6)
})

test("the template's builds see the files of any language, and no secret", async () => {
  const kept = [
    'app/main.py',
    'web/index.html',
    'go.mod',
    'pom.xml',
    'docs/a.md',
    'api/.env.example',
  ]
  const secret = [
    '.env',
    'api/.env',
    'api/.env.production',
    '.git/config',
    'api/node_modules/x.js',
    'tls/server.key',
    'tls/server.pem',
    'home/.ssh/config',
    'deploy/id_ed25519',
    'deploy/id_rsa.pub',
    '.netrc',
    'debug.log',
  ]
  using _ = enterCheckout({
    ...everything,
    ...Object.fromEntries([...kept, ...secret].map((path) => [path, 'x'])),
  })
  cpSync(join(root, '.dockerignore'), '.dockerignore')
  const built = await builtFiles()
  assert.deepEqual(
    [...kept, ...secret].filter((path) => built.includes(path)),
    kept,
  )
})
