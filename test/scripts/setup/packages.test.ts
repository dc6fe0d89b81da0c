import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseSources, findSource } from '../../../scripts/setup/apt-sources.ts'
import { needsTrixie, packagesFor, parseOsRelease } from '../../../scripts/setup/packages.ts'

const deb822 = `
# Debian's own
Types: deb
# a comment in between
URIs: http://security.example/debian-security
Suites: bookworm-security
Components: main
Signed-By: /usr/share/keyrings/debian.gpg

Types: deb deb-src
URIs: http://one.example/debian http://two.example/debian
Suites: bookworm
 bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/debian.gpg

Enabled: no
Types: deb
URIs: http://off.example/debian
Suites: bookworm
Components: main

Types: deb-src
URIs: http://sources.example/debian
Suites: bookworm
Components: main
`

const oneLine = `
# deb http://off.example/debian bookworm main
deb-src http://sources.example/debian bookworm main
deb http://security.example/debian-security bookworm-security main
deb [arch=amd64 signed-by=/usr/share/keyrings/debian.gpg] http://one.example/debian bookworm main contrib # ours
deb http://flat.example/packages ./
`

const one = {
  uri: 'http://one.example/debian',
  components: ['main', 'contrib'],
  signedBy: '/usr/share/keyrings/debian.gpg',
}

test("the mirror is found in apt's deb822 format", () => {
  const source = findSource('bookworm', parseSources(deb822))
  assert.deepEqual(source, { ...one, suites: ['bookworm', 'bookworm-updates'] })
})

test("the mirror is found in apt's one-line format", () => {
  const source = findSource('bookworm', parseSources(oneLine))
  assert.deepEqual(source, { ...one, suites: ['bookworm'] })
})

test('a key in the sources themselves is not a path', () => {
  const text = `Types: deb
URIs: http://one.example/debian
Suites: trixie
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 -----END PGP PUBLIC KEY BLOCK-----
`
  const source = findSource('trixie', parseSources(text))
  assert.equal(source?.uri, 'http://one.example/debian')
  assert.equal(source.signedBy, undefined)
})

test('a machine without a source for its own suite has none', () => {
  assert.equal(findSource('trixie', parseSources(deb822)), undefined)
  assert.deepEqual(parseSources(''), [])
})

const debian12 = parseOsRelease(`PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
VERSION_ID="12"
VERSION_CODENAME=bookworm
ID=debian
`)
const debian13 = { id: 'debian', version: 13, codename: 'trixie' }
const ubuntu = parseOsRelease(
  'ID=ubuntu\nID_LIKE=debian\nVERSION_ID="24.04"\nVERSION_CODENAME=noble\n',
)

test('os-release names the distribution', () => {
  assert.deepEqual(debian12, { id: 'debian', version: 12, codename: 'bookworm' })
  assert.deepEqual(ubuntu, { id: 'ubuntu', version: 24.04, codename: 'noble' })
})

test('each distribution has its own names for what is missing', () => {
  const all = ['engine', 'cli', 'compose', 'buildx'] as const
  const debian = ['docker.io', 'docker-cli', 'docker-compose', 'docker-buildx']
  assert.deepEqual(packagesFor(debian12, [...all]), debian)
  assert.deepEqual(packagesFor(debian13, [...all]), debian)
  const ofUbuntu = ['docker.io', 'docker-compose-v2', 'docker-buildx']
  assert.deepEqual(packagesFor(ubuntu, [...all]), ofUbuntu)
})

test('installed parts are not installed again', () => {
  assert.deepEqual(packagesFor(debian12, ['engine', 'buildx']), ['docker.io', 'docker-buildx'])
  assert.deepEqual(packagesFor(ubuntu, []), [])
})

test('only a Debian older than trixie needs trixie’s packages', () => {
  assert.equal(needsTrixie(debian12), true)
  assert.equal(needsTrixie(debian13), false)
  assert.equal(needsTrixie(ubuntu), false)
})
