import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr'
import { DeleteServiceCommand, StopTaskCommand } from '@aws-sdk/client-ecs'
import {
  CreateServiceLinkedRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam'
import {
  CreateSecretCommand,
  PutResourcePolicyCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { pushTestImage, removePulled } from '../../../../support/ecr-image.ts'
import { type Ecs, openEcs, storyOf } from '../../../../support/ecs.ts'
import { allow, policyOf } from '../../../../support/identity.ts'
import { openEmulator, type Target, unique } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

const account = 'arn:aws:logs:us-east-1:000000000000'
const unable =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed:'
const notCreated =
  'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log'

describe('where IAM is enforced, a task stops for what its execution role may not do', () => {
  const said: string[] = []
  let target: Target
  let app: Ecs
  let uri: string
  let repositoryArn: string
  before(async () => {
    target = await openEmulator({ enforceIam: true, log: (_from, line) => said.push(line) })
    await new IAMClient(target.config).send(
      new CreateServiceLinkedRoleCommand({ AWSServiceName: 'ecs.amazonaws.com' }),
    )
    app = await openEcs(target)
    const ecr = new ECRClient(target.config)
    const { repository } = await ecr.send(
      new CreateRepositoryCommand({ repositoryName: unique('guarded') }),
    )
    uri = repository!.repositoryUri!
    repositoryArn = repository!.repositoryArn!
    await pushTestImage(ecr, `${uri}:v1`, 'guarded')
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
    await removePulled(uri)
  })

  /** What the execution role may do, and nothing else. */
  const permit = (...actions: string[]) =>
    new IAMClient(target.config).send(
      new PutRolePolicyCommand({
        RoleName: 'execution',
        PolicyName: 'rights',
        PolicyDocument: policyOf(allow(actions)),
      }),
    )
  const grant = (...actions: string[]) => permit('ecr:GetAuthorizationToken', ...actions)
  /** Without the ids of the task and of the request. */
  const anonymous = (reason: string) =>
    reason
      .replaceAll(/(role\/execution|ecs\/app)\/[0-9a-f]{32}/g, '$1/TASK')
      .replace(/(request id: )[0-9a-f-]{36}$/, '$1ID')
  const reason = async () => {
    const { taskArn } = await app.runTask()
    const { stopCode, stoppedReason } = await app.taskIn(taskArn!, 'STOPPED')
    assert.equal(stopCode, 'TaskFailedToStart')
    return anonymous(stoppedReason!)
  }
  const denied = (action: string, resource: string) =>
    `AccessDeniedException: User: arn:aws:sts::000000000000:assumed-role/execution/TASK is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`

  test('no login to the registry, which the service tells as well', async () => {
    await permit('logs:*')
    await app.register({ image: `${uri}:v1` })
    const expected = `${unable} unable to retrieve ecr registry auth: service call has been retried 1 time(s): ${denied('ecr:GetAuthorizationToken', '*')} status code: 400, request id: ID`
    assert.equal(await reason(), expected)
    const service = await app.createService()
    const event = await until('the event', async () =>
      storyOf(await app.describeService(service)).find((line) => line.includes('unable to place')),
    )
    assert.equal(
      event.replace(/execution\/T\d/, 'execution/TASK').replace(/(request id: ).*/, '$1ID.'),
      `(service S) was unable to place a task. Reason: ${expected}.`,
    )
    await app.ecs.send(new DeleteServiceCommand({ cluster: app.cluster, service, force: true }))
  })

  test('no manifest', async () => {
    await grant('logs:*')
    await app.register({ image: `${uri}:v1` })
    assert.equal(
      await reason(),
      `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${uri}:v1: ${denied('ecr:BatchGetImage', repositoryArn)}`,
    )
  })

  test('no layers', async () => {
    await grant('logs:*', 'ecr:BatchGetImage')
    await app.register({ image: `${uri}:v1` })
    assert.equal(
      await reason(),
      `CannotPullContainerError: ref pull has been retried 1 time(s): failed to copy: httpReadSeeker: failed open: ${denied('ecr:GetDownloadUrlForLayer', repositoryArn)}`,
    )
  })

  test('no secret, unless its policy allows it, and no parameter', async () => {
    await grant('logs:*')
    const secrets = new SecretsManagerClient(target.config)
    const { ARN } = await secrets.send(
      new CreateSecretCommand({ Name: unique('secret'), SecretString: 'hidden' }),
    )
    await app.register({ secrets: [{ name: 'A', valueFrom: ARN }] })
    assert.equal(
      await reason(),
      `${unable} unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret ${ARN} from secrets manager: ${denied('secretsmanager:GetSecretValue', ARN!)} status code: 400, request id: ID`,
    )
    const AWS = 'arn:aws:iam::000000000000:role/execution'
    await secrets.send(
      new PutResourcePolicyCommand({
        SecretId: ARN,
        ResourcePolicy: policyOf({
          ...allow('secretsmanager:GetSecretValue'),
          Principal: { AWS },
        }),
      }),
    )
    const allowed = { name: 'A', valueFrom: ARN }
    await app.register({ secrets: [allowed, { name: 'B', valueFrom: '/any' }] })
    assert.equal(
      await reason(),
      `${unable} unable to retrieve secrets from ssm: service call has been retried 1 time(s): ${denied('ssm:GetParameters', 'arn:aws:ssm:us-east-1:000000000000:parameter/any')} status code: 400, request id: ID`,
    )
  })

  test('no log stream and no log group', async () => {
    await grant()
    await app.register()
    const stream = `${account}:log-group:${app.logGroup}:log-stream:ecs/app/TASK`
    assert.equal(
      await reason(),
      `${notCreated} stream: ${denied('logs:CreateLogStream', stream)} : exit status 1`,
    )
    const options = {
      'awslogs-group': '/new',
      'awslogs-region': 'us-east-1',
      'awslogs-stream-prefix': 'ecs',
      'awslogs-create-group': 'true',
    }
    await app.register({ logConfiguration: { logDriver: 'awslogs', options } })
    assert.equal(
      await reason(),
      `${notCreated} group: ${denied('logs:CreateLogGroup', `${account}:log-group:/new:log-stream:`)} : exit status 1`,
    )
  })

  test('output that it may not write is lost, and the task runs', async () => {
    await grant('ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'logs:CreateLogStream')
    await app.register({ image: `${uri}:v1` })
    const { taskArn } = await app.runTask()
    const lost = await until('the loss to be told', () =>
      said.find((line) => line.startsWith('the output of ')),
    )
    const stream = `${account}:log-group:${app.logGroup}:log-stream:ecs/app/TASK`
    assert.equal(
      anonymous(lost),
      `the output of ecs/app/TASK is lost: ${denied('logs:PutLogEvents', stream).replace('AccessDeniedException: ', '')}`,
    )
    assert.equal((await app.taskIn(taskArn!, 'RUNNING')).stoppedReason, undefined)
    assert.deepEqual(await app.messages(), [])
    await app.ecs.send(new StopTaskCommand({ cluster: app.cluster, task: taskArn }))
    await app.taskIn(taskArn!, 'STOPPED')
  })
})
