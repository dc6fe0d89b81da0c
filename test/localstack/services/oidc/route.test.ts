import assert from 'node:assert/strict'
import { createPublicKey, type webcrypto } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startEmulator } from '../../../../localstack/emulator.ts'
import { type Claims, isSignedBy, parseJwt } from '../../../../localstack/services/oidc/jwt.ts'
import { githubToken } from '../../../support/github.ts'
import { openTarget } from '../../../support/target.ts'

interface Times {
  jti: string
  nbf: number
  exp: number
  iat: number
}

test("a token has GitHub's claims and is signed by the key that is published", async () => {
  await using target = await openTarget()
  const token = await githubToken(target, { sha: 'a'.repeat(40), environment: 'production' })
  const { header, claims, ...jwt } = parseJwt(token)!
  const { jti, nbf, exp, iat, ...rest } = claims as Claims & Times
  assert.match(jti, /^[\da-f-]{36}$/)
  assert.deepEqual([exp - iat, iat - nbf], [300, 600])
  assert.deepEqual(rest, {
    sub: 'repo:o/r:environment:production',
    aud: 'sts.amazonaws.com',
    ref: 'refs/heads/main',
    sha: 'a'.repeat(40),
    repository: 'o/r',
    repository_owner: 'o',
    repository_owner_id: '1',
    run_id: '1',
    run_number: '1',
    run_attempt: '1',
    repository_visibility: 'private',
    repository_id: '2',
    actor_id: '1',
    actor: 'o',
    workflow: 'deploy',
    head_ref: '',
    base_ref: '',
    event_name: 'push',
    ref_protected: 'false',
    ref_type: 'branch',
    workflow_ref: 'o/r/.github/workflows/deploy.yml@refs/heads/main',
    workflow_sha: 'a'.repeat(40),
    job_workflow_ref: 'o/r/.github/workflows/deploy.yml@refs/heads/main',
    job_workflow_sha: 'a'.repeat(40),
    runner_environment: 'github-hosted',
    environment: 'production',
    iss: 'https://token.actions.githubusercontent.com',
  })
  const published = await fetch(`${target.url}/_oidc/.well-known/jwks`)
  const { keys } = (await published.json()) as { keys: (webcrypto.JsonWebKey & { kid: string })[] }
  assert.deepEqual(
    keys.map(({ kid }) => kid),
    [header.kid],
  )
  const key = createPublicKey({ key: keys[0]!, format: 'jwk' })
  const pem = key.export({ type: 'spki', format: 'pem' })
  assert.ok(isSignedBy({ header, claims, ...jwt }, pem))
})

test('without an audience the token is for the owner, as on GitHub', async () => {
  await using target = await openTarget()
  const response = await fetch(`${target.url}/_oidc/token?repository=o/r`, {
    headers: { authorization: 'Bearer rehearsal' },
  })
  const { count, value } = (await response.json()) as { count: number; value: string }
  assert.equal(count, 1)
  assert.equal(parseJwt(value)!.claims.aud, 'https://github.com/o')
})

test('a missing or wrong bearer token is refused', async () => {
  await using target = await openTarget()
  for (const headers of [{}, { authorization: 'bearer wrong' }, { authorization: 'rehearsal' }]) {
    const response = await fetch(`${target.url}/_oidc/token?repository=o/r`, { headers })
    assert.equal(response.status, 401)
    assert.match(await response.text(), /is not authorized to access this resource/)
  }
})

test('a job that GitHub could not have is refused in a sentence', async () => {
  await using target = await openTarget()
  for (const [query, sentence] of [
    ['', "The token URL needs repository=<owner>/<name>, and has ''."],
    [
      'repository=o/r&ref=main',
      "The token URL needs ref=refs/heads/<branch>, refs/tags/<tag> or refs/pull/<number>/merge, and has 'main'.",
    ],
    ['repository=o/r&branch=main', /^The token URL has no parameter 'branch'; it has: repository/],
  ] as const) {
    const response = await fetch(`${target.url}/_oidc/token?${query}`, {
      headers: { authorization: 'bearer rehearsal' },
    })
    assert.equal(response.status, 400)
    const { message } = (await response.json()) as { message: string }
    if (typeof sentence === 'string') assert.equal(message, sentence)
    else assert.match(message, sentence)
  }
})

test('the discovery document names the issuer', async () => {
  await using target = await openTarget()
  const response = await fetch(`${target.url}/_oidc/.well-known/openid-configuration`)
  const { issuer } = (await response.json()) as { issuer: string }
  assert.equal(issuer, 'https://token.actions.githubusercontent.com')
})

test('the key survives a restart when state does', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'docker-cloud-'))
  const keys: string[] = []
  for (let run = 0; run < 2; run++) {
    const emulator = await startEmulator({ port: 0, dataDir, persistence: true, log: () => {} })
    keys.push(await (await fetch(`${emulator.url}/_oidc/.well-known/jwks`)).text())
    await emulator.close()
  }
  await rm(dataDir, { recursive: true })
  assert.equal(keys[0], keys[1])
})
