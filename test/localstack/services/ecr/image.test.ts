import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findImage, isEcrImage, registryLogin } from '../../../../localstack/services/ecr/image.ts'
import { registry } from '../../../../localstack/services/ecr/state.ts'
import { verifyToken } from '../../../../localstack/services/ecr/token.ts'
import { rootOf } from '../../../../localstack/services/iam/caller.ts'
import { openScope } from '../../../support/scope.ts'
import type { RepositoryRecord } from '../../../../localstack/services/ecr/records.ts'

const [account, region] = ['111122223333', 'eu-west-1']
const scope = openScope({ account, region })
const digest = `sha256:${'a'.repeat(64)}`
const mediaType = 'application/vnd.oci.image.manifest.v1+json'
const pushedAt = new Date()
const repository: RepositoryRecord = {
  repositoryArn: `arn:aws:ecr:${region}:${account}:repository/team/app`,
  registryId: account,
  repositoryName: 'team/app',
  createdAt: pushedAt,
  imageTagMutability: 'MUTABLE',
  resourceTags: new Map(),
  images: new Map([
    [
      digest,
      { digest, mediaType, size: 1, pushedAt, tags: new Set<string>(), layers: [], children: [] },
    ],
  ]),
  tags: new Map([
    ['v1', digest],
    ['latest', digest],
  ]),
}
scope.state(registry).repositories.set('team/app', repository)
const publicScope = scope.inAccount('000000000000', 'public')
publicScope.state(registry).repositories.set('team/app', repository)
const otherScope = scope.inAccount('111122223333', 'eu-west-1')
otherScope.state(registry).repositories.set('team/app', repository)

const found = {
  registryId: account,
  region,
  repositoryName: 'team/app',
  path: 'team/app',
  digest,
  manifestMediaType: mediaType,
}
const references: [reference: string, expected: typeof found | undefined][] = [
  ['localhost:4566/team/app:v1', found],
  ['localhost:4566/team/app', found],
  [`localhost:4566/team/app@${digest}`, found],
  [`localhost:4566/team/app:v1@${digest}`, found],
  [`${account}.dkr.ecr.${region}.amazonaws.com/team/app:v1`, found],
  ['localhost:4566/team/app:v2', undefined],
  ['localhost:4566/team/other:v1', undefined],
  [`${account}.dkr.ecr.us-east-1.amazonaws.com/team/app:v1`, undefined],
  [`${account}.dkr.ecr.nowhere.amazonaws.com/team/app:v1`, undefined],
  ['111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/app:v1', { ...found, region: 'eu-west-1' }],
  ['127.0.0.1:4566/a0000000/team/app:v1', { ...found, path: 'a0000000/team/app' }],
  ['nginx:latest', undefined],
]
for (const [reference, expected] of references)
  test(`${reference} ${expected ? 'is found' : 'is not there'}`, () => {
    assert.deepEqual(findImage(scope, reference), expected)
    assert.equal(isEcrImage(reference), !/^nginx|^127/.test(reference))
  })

test('the engine pulls with a token like the one docker login gets', () => {
  const execution = rootOf(account)
  const { username, password } = registryLogin(scope, execution, 'localhost:4566/team/app')
  assert.equal(username, 'AWS')
  const { expiresAt, ...grant } = verifyToken(scope, password)
  assert.deepEqual(grant, { account, region, caller: execution, path: undefined })
  assert.ok(expiresAt > new Date())
  const elsewhere = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/app'
  const other = verifyToken(scope, registryLogin(scope, execution, elsewhere).password)
  assert.deepEqual([other.account, other.region], ['111122223333', 'eu-west-1'])
  assert.deepEqual(other.caller, execution)
})
