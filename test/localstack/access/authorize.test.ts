import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2'
import {
  CreateRepositoryCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
} from '@aws-sdk/client-ecr'
import {
  ECRPUBLICClient,
  GetAuthorizationTokenCommand as GetPublicToken,
} from '@aws-sdk/client-ecr-public'
import { DescribeTasksCommand, ECSClient } from '@aws-sdk/client-ecs'
import {
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam'
import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { services } from '../../../localstack/services.ts'
import { actAs, allow } from '../../support/identity.ts'
import { openEmulator } from '../../support/target.ts'

const enforced = () => openEmulator({ enforceIam: true })

for (const { name, operations, permissions } of services)
  test(`every operation of ${name} has its permissions`, () => {
    assert.deepEqual(
      Object.keys(permissions?.rules ?? {}).toSorted(),
      Object.keys(operations).toSorted(),
      'rules in permissions.ts are for exactly the operations of index.ts',
    )
  })

test('without enforcement everybody may do everything', async () => {
  await using target = await openEmulator()
  const { config } = await actAs(target, [])
  await new ECRClient(config).send(new DescribeRepositoriesCommand({}))
})

test('a role may do what its policy allows and nothing else, in the words of each protocol', async () => {
  await using target = await enforced()
  const role = await actAs(target, [allow('ecs:CreateCluster')])
  await assert.rejects(new ECRClient(role.config).send(new GetAuthorizationTokenCommand({})), {
    name: 'AccessDeniedException',
    message: `User: ${role.session} is not authorized to perform: ecr:GetAuthorizationToken on resource: * because no identity-based policy allows the ecr:GetAuthorizationToken action`,
  })
  await assert.rejects(
    new ElasticLoadBalancingV2Client(role.config).send(new DescribeLoadBalancersCommand({})),
    {
      name: 'AccessDenied',
      message: `User: ${role.session} is not authorized to perform: elasticloadbalancing:DescribeLoadBalancers because no identity-based policy allows the elasticloadbalancing:DescribeLoadBalancers action`,
    },
  )
  await assert.rejects(new EC2Client(role.config).send(new DescribeVpcsCommand({})), {
    name: 'UnauthorizedOperation',
    message: `You are not authorized to perform this operation. User: ${role.session} is not authorized to perform: ec2:DescribeVpcs because no identity-based policy allows the ec2:DescribeVpcs action`,
  })
  await assert.rejects(new SecretsManagerClient(role.config).send(new ListSecretsCommand({})), {
    name: 'AccessDeniedException',
    message: `User: ${role.session} is not authorized to perform: secretsmanager:ListSecrets because no identity-based policy allows the secretsmanager:ListSecrets action`,
  })
  const { Arn } = await new STSClient(role.config).send(new GetCallerIdentityCommand({}))
  assert.equal(Arn, role.session)
})

test('an explicit deny is told as one', async () => {
  await using target = await enforced()
  const deny = { ...allow('ecr:*'), Effect: 'Deny' }
  const { config, session } = await actAs(target, [allow('*'), deny])
  await assert.rejects(
    new ECRClient(config).send(new CreateRepositoryCommand({ repositoryName: 'web' })),
    {
      message: `User: ${session} is not authorized to perform: ecr:CreateRepository on resource: arn:aws:ecr:us-east-1:000000000000:repository/web with an explicit deny in an identity-based policy`,
    },
  )
})

test('a session policy narrows the role (no session policy allows)', async () => {
  await using target = await enforced()
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: allow('ecs:*') })
  const { config, session } = await actAs(target, [allow('*')], { Policy })
  await assert.rejects(new ECRClient(config).send(new GetAuthorizationTokenCommand({})), {
    message: `User: ${session} is not authorized to perform: ecr:GetAuthorizationToken on resource: * because no session policy allows the ecr:GetAuthorizationToken action`,
  })
})

test('ECR Public needs a bearer token', async () => {
  await using target = await enforced()
  const { config, session } = await actAs(target, [allow('ecr-public:*')])
  await assert.rejects(new ECRPUBLICClient(config).send(new GetPublicToken({})), {
    name: 'AccessDeniedException',
    message: `User: ${session} is not authorized to perform: sts:GetServiceBearerToken on resource: * because no identity-based policy allows the sts:GetServiceBearerToken action`,
  })
})

test('a condition key that nothing here knows never allows, and is named', async () => {
  await using target = await enforced()
  const office = {
    ...allow('ecr:*'),
    Condition: { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
  }
  const { config, session } = await actAs(target, [office])
  await assert.rejects(new ECRClient(config).send(new GetAuthorizationTokenCommand({})), {
    message: `User: ${session} is not authorized to perform: ecr:GetAuthorizationToken on resource: * because the embedded emulator does not know the condition key aws:SourceIp, which the identity-based policy asks for`,
  })
})

test('a call that names no resource needs the right to any', async () => {
  await using target = await enforced()
  const { config, session } = await actAs(target, [])
  await assert.rejects(
    new ECSClient(config).send(new DescribeTasksCommand({ cluster: 'mine', tasks: [] })),
    {
      message: `User: ${session} is not authorized to perform: ecs:DescribeTasks on resource: * because no identity-based policy allows the ecs:DescribeTasks action`,
    },
  )
})

test('tags of the request, the resource and the caller are condition keys', async () => {
  await using target = await enforced()
  const condition = (key: string, value: string) => ({
    Condition: { StringEquals: { [key]: value } },
  })
  const { config } = await actAs(
    target,
    [
      { ...allow('ecr:*'), ...condition('aws:RequestTag/team', 'web') },
      {
        ...allow('ecr:DescribeRepositories'),
        ...condition('aws:ResourceTag/team', '${aws:PrincipalTag/team}'),
      },
    ],
    { Tags: [{ Key: 'team', Value: 'web' }] },
  )
  const ecr = new ECRClient(config)
  const create = (repositoryName: string, Value: string) =>
    ecr.send(new CreateRepositoryCommand({ repositoryName, tags: [{ Key: 'team', Value }] }))
  await create('web', 'web')
  await assert.rejects(create('other', 'other'), { name: 'AccessDeniedException' })
  const describe = (name: string) =>
    ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [name] }))
  await describe('web')
  await new ECRClient(target.config).send(new CreateRepositoryCommand({ repositoryName: 'none' }))
  await assert.rejects(describe('none'), { name: 'AccessDeniedException' })
})

test('soft mode logs what would be denied', async () => {
  const lines: string[] = []
  await using target = await openEmulator({
    iamSoftMode: true,
    log: (topic, line) => lines.push(`${topic}: ${line}`),
  })
  const { config, session } = await actAs(target, [])
  await new ECRClient(config).send(new GetAuthorizationTokenCommand({}))
  assert.ok(
    lines.includes(
      `iam: would be denied: User: ${session} is not authorized to perform: ecr:GetAuthorizationToken on resource: * because no identity-based policy allows the ecr:GetAuthorizationToken action`,
    ),
  )
})

test('what was asked and answered can be read', async () => {
  await using target = await enforced()
  const { config, arn } = await actAs(target, [allow('ecr:GetAuthorizationToken')])
  const ecr = new ECRClient(config)
  await ecr.send(new GetAuthorizationTokenCommand({}))
  await assert.rejects(ecr.send(new DescribeRepositoriesCommand({})))
  const response = await fetch(`${target.url}/_localstack/iam/requests`)
  const asked = (await response.json()) as Record<string, unknown>[]
  const byRole = asked.filter(({ principal }) => principal === arn)
  assert.deepEqual(
    byRole.map(({ action, resource, decision, operation }) => [
      action,
      resource,
      decision,
      operation,
    ]),
    [
      ['ecr:GetAuthorizationToken', '*', 'allowed', 'ecr:GetAuthorizationToken'],
      [
        'ecr:DescribeRepositories',
        'arn:aws:ecr:us-east-1:000000000000:repository/*',
        'denied',
        'ecr:DescribeRepositories',
      ],
    ],
  )
  const [first, second] = byRole as { conditionKeys: Record<string, string>; reason?: string }[]
  assert.equal(first!.conditionKeys['aws:PrincipalArn'], arn)
  assert.match(second!.reason!, /no identity-based policy allows/)
})

test('IAM itself is called in us-east-1, wherever else a region is the key', async () => {
  await using target = await enforced()
  const Condition = { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } }
  const { config } = await actAs(target, [{ ...allow('*'), Condition }])
  const elsewhere = { ...config, region: 'eu-west-1' }
  await new IAMClient(elsewhere).send(new ListRolesCommand({}))
  await assert.rejects(new ECRClient(elsewhere).send(new DescribeRepositoriesCommand({})), {
    name: 'AccessDeniedException',
  })
})
