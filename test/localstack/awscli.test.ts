import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { aws, ensureAwsCli } from '../support/awscli.ts'
import { openTarget, unique } from '../support/target.ts'

before(ensureAwsCli)

test('the AWS CLI speaks to every service in its own protocol', async () => {
  await using target = await openTarget()
  const calls: [string, string, string][] = [
    ['sts', 'get-caller-identity', 'Account'],
    ['iam', 'list-roles', 'Roles'],
    ['ec2', 'describe-vpcs', 'Vpcs'],
    ['elbv2', 'describe-load-balancers', 'LoadBalancers'],
    ['ecr', 'describe-repositories', 'repositories'],
    ['ecs', 'list-clusters', 'clusterArns'],
    ['logs', 'describe-log-groups', 'logGroups'],
  ]
  for (const [service, command, member] of calls) {
    const answer = (await aws(target, service, command)) as Record<string, unknown>
    assert.ok(member in answer, `${service} ${command}`)
  }
})

test("the AWS CLI prints AWS's own error", async () => {
  await using target = await openTarget()
  const name = unique('absent')
  await assert.rejects(aws(target, 'ecr', 'describe-repositories', '--repository-names', name), {
    message: new RegExp(
      `\\(RepositoryNotFoundException\\).*The repository with name '${name}' does not exist in the registry with id '\\d{12}'`,
    ),
  })
})

test('what the AWS CLI creates it can list and delete', async () => {
  await using target = await openTarget()
  const repository = unique('cli')
  await aws(
    target,
    'ecr',
    'create-repository',
    '--repository-name',
    repository,
    '--tags',
    'Key=team,Value=web',
  )
  const described = (await aws(
    target,
    'ecr',
    'describe-repositories',
    '--repository-names',
    repository,
  )) as {
    repositories: { repositoryName: string; createdAt: string | number }[]
  }
  assert.equal(described.repositories[0]?.repositoryName, repository)
  assert.ok(instant(described.repositories[0].createdAt) > Date.parse('2026-01-01'))
  await aws(target, 'ecr', 'delete-repository', '--repository-name', repository)
  await assert.rejects(
    aws(target, 'ecr', 'describe-repositories', '--repository-names', repository),
  )
})

/** Version 1 of the CLI prints epoch seconds, version 2 ISO 8601. */
const instant = (time: string | number) =>
  typeof time === 'number' ? time * 1000 : Date.parse(time)

test('the AWS CLI prints which service is not here, whatever its protocol', async () => {
  await using target = await openTarget()
  for (const [service, command, name] of [
    ['s3api', 'list-buckets', 's3'],
    ['lambda', 'list-functions', 'lambda'],
    ['route53', 'list-hosted-zones', 'route53'],
    ['cloudformation', 'describe-stacks', 'cloudformation'],
  ] as const)
    await assert.rejects(aws(target, service, command), {
      message: new RegExp(`\\(InternalFailure\\).*The embedded emulator has no service '${name}'`),
    })
  await assert.rejects(aws(target, 'elb', 'describe-load-balancers'), {
    message: /does not implement version 2012-06-01 of this API, only 2015-12-01 \(elbv2\)/,
  })
})
