import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr'
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs'
import {
  CreateAccessKeyCommand,
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam'
import { readApp } from '../../scripts/release/app.ts'
import { defaultNetwork } from './balancer.ts'
import { writeFiles } from './checkout.ts'
import { openGit } from './git.ts'
import { subjectIs } from './github.ts'
import { allow, policyOf } from './identity.ts'
import { openEmulator } from './target.ts'
import { rehearseText, type WorkflowRun } from './workflow-run.ts'

const account = '000000000000'
const execution = `arn:aws:iam::${account}:role/execution`

/** The task definition of the account's one service. */
const taskDefinition = {
  family: 'web',
  requiresCompatibilities: ['FARGATE' as const],
  networkMode: 'awsvpc' as const,
  cpu: '256',
  memory: '512',
  executionRoleArn: execution,
  containerDefinitions: [{ name: 'web', image: 'nothing-yet', essential: true }],
}

const ecrPush = ['BatchCheckLayerAvailability', 'BatchGetImage', 'CompleteLayerUpload'].concat([
  'GetDownloadUrlForLayer',
  'InitiateLayerUpload',
  'PutImage',
  'UploadLayerPart',
])
export const policies = {
  push: policyOf(allow(['ecr:GetAuthorizationToken', ...ecrPush.map((name) => `ecr:${name}`)])),
  deploy: policyOf(
    allow(['ecs:RegisterTaskDefinition', 'ecs:DescribeServices', 'ecs:UpdateService']),
  ),
  pass: policyOf(allow('iam:PassRole', execution)),
}

/**
 * An account as people have it, with a repository, a cluster, a service without tasks, two roles for
 * GitHub's jobs and a user, and the checkout of an application.
 */
export async function openGithubAccount() {
  const target = await openEmulator({ enforceIam: true })
  const iam = new IAMClient(target.config)
  const ecs = new ECSClient(target.config)
  const roles = await createRoles(iam)
  const { AccessKey: key } = await createUser(iam)
  await new ECRClient(target.config).send(new CreateRepositoryCommand({ repositoryName: 'shop' }))
  await iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: 'ecs.amazonaws.com' }))
  await ecs.send(new CreateClusterCommand({ clusterName: 'shop' }))
  await ecs.send(new RegisterTaskDefinitionCommand(taskDefinition))
  const { subnetIds: subnets } = await defaultNetwork(target)
  await ecs.send(
    new CreateServiceCommand({
      cluster: 'shop',
      serviceName: 'web',
      taskDefinition: 'web',
      desiredCount: 0,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets } },
    }),
  )
  const root = makeCheckout()
  const run = (file: string, text: string, more: Partial<WorkflowRun> = {}) =>
    rehearseText(file, text, {
      app: { ...readApp({ GITHUB_REPOSITORY: 'octo/shop' }), environments: ['production'] },
      root,
      endpoint: target.url,
      vars: { BUILD_ROLE: roles.build, DEPLOY_ROLE: roles.deploy },
      secrets: {
        AWS_ACCESS_KEY_ID: key!.AccessKeyId!,
        AWS_SECRET_ACCESS_KEY: key!.SecretAccessKey!,
        DEPLOY_ROLE_ARN: roles.deploy,
      },
      ...more,
    })
  return {
    target,
    ecs,
    iam,
    root,
    run,
    async [Symbol.asyncDispose]() {
      await target[Symbol.asyncDispose]()
      rmSync(root, { recursive: true })
      removeImages(new URL(target.url).host)
    },
  }
}

async function createRoles(iam: IAMClient): Promise<{ build: string; deploy: string }> {
  await iam.send(
    new CreateOpenIDConnectProviderCommand({
      Url: 'https://token.actions.githubusercontent.com',
      ClientIDList: ['sts.amazonaws.com'],
    }),
  )
  const create = async (RoleName: string, principal: object, condition: object = {}) => {
    const Action = 'Federated' in principal ? 'sts:AssumeRoleWithWebIdentity' : 'sts:AssumeRole'
    const AssumeRolePolicyDocument = policyOf({
      Effect: 'Allow',
      Principal: principal,
      Action,
      ...condition,
    })
    const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))
    return Role!.Arn!
  }
  const Federated = `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`
  const forJobs = (name: string, context: string) =>
    create(name, { Federated }, { Condition: subjectIs(`repo:octo/shop:${context}`) })
  await create('execution', { Service: 'ecs-tasks.amazonaws.com' })
  const build = await forJobs('build', 'ref:refs/heads/main')
  const deploy = await forJobs('deploy', 'environment:production')
  for (const [RoleName, PolicyName] of [
    ['build', 'push'],
    ['deploy', 'deploy'],
    ['deploy', 'pass'],
  ] as const)
    await iam.send(
      new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: policies[PolicyName] }),
    )
  return { build, deploy }
}

async function createUser(iam: IAMClient) {
  const UserName = 'github'
  await iam.send(new CreateUserCommand({ UserName }))
  for (const [PolicyName, PolicyDocument] of Object.entries(policies))
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument }))
  return iam.send(new CreateAccessKeyCommand({ UserName }))
}

function makeCheckout(): string {
  const root = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
  writeFiles(root, {
    Dockerfile: 'FROM scratch AS final\nCOPY app/one.txt /\n',
    'app/one.txt': 'one',
    'app/other.txt': 'other',
    '.aws/task-definition.json': taskDefinition,
    '.github/actions/composite/action.yml': fixture('composite-action.yml'),
    '.github/actions/javascript/action.yml': fixture('javascript-action.yml'),
    '.github/actions/javascript/index.cjs': fixture('javascript-action.cjs'),
  })
  openGit(root).commit('one')
  return root
}

/** Reads a file of the workflow fixtures. */
export const fixture = (file: string): string =>
  readFileSync(join(import.meta.dirname, '../scripts/workflow/fixtures', file), 'utf8')

function removeImages(host: string): void {
  const list = ['images', '--format={{.Repository}}:{{.Tag}}', `--filter=reference=${host}/shop`]
  const images = execFileSync('docker', list, { encoding: 'utf8' }).split('\n').filter(Boolean)
  if (images.length > 0) execFileSync('docker', ['rmi', '--force', ...images])
}
