import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreateRepositoryCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  SetRepositoryPolicyCommand,
} from '@aws-sdk/client-ecr'
import { DockerCli } from '../../../../support/docker-cli.ts'
import { actAs, allow, policyOf, type TestRole } from '../../../../support/identity.ts'
import { openEmulator, type Target, unique } from '../../../../support/target.ts'

const login = allow('ecr:GetAuthorizationToken')

let target: Target
before(async () => {
  target = await openEmulator({ enforceIam: true })
})
after(() => target[Symbol.asyncDispose]())

/** A repository, an image that is built for it, and a Docker CLI that is logged in to nothing. */
async function open() {
  const repositoryName = unique('rights/app')
  const docker = await DockerCli.open(repositoryName)
  const { repository } = await new ECRClient(target.config).send(
    new CreateRepositoryCommand({ repositoryName }),
  )
  const image = `${repository!.repositoryUri}:v1`
  await docker.build(image)
  return {
    repositoryName,
    repositoryArn: repository!.repositoryArn!,
    docker,
    image,
    logIn: (role: Pick<TestRole, 'config'>, registryIds?: string[]) =>
      logIn(docker, role, registryIds),
    async push() {
      await logIn(docker, await actAs(target, [allow('*')]))
      await docker.run('push', image)
    },
    [Symbol.asyncDispose]: () => docker[Symbol.asyncDispose](),
  }
}

async function logIn(
  docker: DockerCli,
  { config }: Pick<TestRole, 'config'>,
  registryIds?: string[],
) {
  const { authorizationData } = await new ECRClient(config).send(
    new GetAuthorizationTokenCommand(registryIds ? { registryIds } : {}),
  )
  const { authorizationToken, proxyEndpoint } = authorizationData![0]!
  await docker.login(new URL(proxyEndpoint!).host, authorizationToken!)
}

const saying = (message: string) => ({
  stderr: new RegExp(message.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')),
})

test('a password takes the right to GetAuthorizationToken, and that on everything', async () => {
  const arn = 'arn:aws:ecr:us-east-1:000000000000:repository/rights/app'
  const role = await actAs(target, [allow('ecr:GetAuthorizationToken', arn)])
  await assert.rejects(new ECRClient(role.config).send(new GetAuthorizationTokenCommand({})), {
    name: 'AccessDeniedException',
    message: `User: ${role.session} is not authorized to perform: ecr:GetAuthorizationToken on resource: * because no identity-based policy allows the ecr:GetAuthorizationToken action`,
  })
})

test('docker push without the right to is denied', async () => {
  await using app = await open()
  const { docker, image, logIn, repositoryArn } = app
  const role = await actAs(target, [login])
  await logIn(role)
  await assert.rejects(
    docker.run('push', image),
    saying(
      `denied: User: ${role.session} is not authorized to perform: ecr:InitiateLayerUpload on resource: ${repositoryArn} because no identity-based policy allows the ecr:InitiateLayerUpload action`,
    ),
  )
})

test('docker push and pull need exactly the rights that AWS names', async () => {
  await using app = await open()
  const { docker, image, logIn, repositoryArn } = app
  const pushing = [
    'ecr:BatchCheckLayerAvailability',
    'ecr:CompleteLayerUpload',
    'ecr:InitiateLayerUpload',
    'ecr:PutImage',
    'ecr:UploadLayerPart',
    'ecr:BatchGetImage',
  ]
  const pusher = await actAs(target, [login, allow(pushing, repositoryArn)])
  await logIn(pusher)
  await docker.run('push', image)
  await docker.run('rmi', image)
  await assert.rejects(
    docker.run('pull', image),
    saying(
      `denied: User: ${pusher.session} is not authorized to perform: ecr:GetDownloadUrlForLayer on resource: ${repositoryArn} because no identity-based policy allows the ecr:GetDownloadUrlForLayer action`,
    ),
  )
  const pulling = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']
  await logIn(await actAs(target, [login, allow(pulling, repositoryArn)]))
  await docker.run('pull', image)
})

test("a repository's own policy lets a role of the account in, and keeps it out", async () => {
  await using app = await open()
  const { docker, image, logIn, push, repositoryArn, repositoryName } = app
  await push()
  const role = await actAs(target, [login])
  const ecr = new ECRClient(target.config)
  const grant = (statement: object) =>
    ecr.send(
      new SetRepositoryPolicyCommand({
        repositoryName,
        policyText: policyOf({ Principal: { AWS: role.arn }, Action: ['ecr:*'], ...statement }),
      }),
    )
  await logIn(role)
  await grant({ Effect: 'Allow' })
  await docker.run('pull', image)
  await grant({ Effect: 'Deny', Action: ['ecr:BatchGetImage'] })
  const everything = await actAs(target, [allow('*')])
  await logIn(everything)
  await docker.run('pull', image)
  await logIn(role)
  await assert.rejects(
    docker.run('pull', image),
    saying(
      `denied: User: ${role.session} is not authorized to perform: ecr:BatchGetImage on resource: ${repositoryArn} with an explicit deny in a resource-based policy`,
    ),
  )
})

test('another account needs the policy of the repository too', async () => {
  await using app = await open()
  const { docker, image, logIn, push, repositoryArn, repositoryName } = app
  await push()
  const credentials = { accessKeyId: '111111111111', secretAccessKey: 'any' }
  const foreign = { config: { ...target.config, credentials } }
  await logIn(foreign, ['000000000000'])
  await new ECRClient(target.config).send(
    new SetRepositoryPolicyCommand({
      repositoryName,
      policyText: policyOf({
        Effect: 'Allow',
        Principal: { AWS: '111111111111' },
        Action: [
          'ecr:BatchGetImage',
          'ecr:GetDownloadUrlForLayer',
          'ecr:BatchCheckLayerAvailability',
        ],
      }),
    }),
  )
  await docker.run('pull', image)
  await using other = await DockerCli.open(unique('content'))
  const second = image.replace(':v1', ':v2')
  await other.build(second)
  await assert.rejects(
    docker.run('push', second),
    saying(
      'denied: User: arn:aws:iam::111111111111:root is not authorized to perform: ecr:InitiateLayerUpload on resource: ' +
        `${repositoryArn} because no resource-based policy allows the ecr:InitiateLayerUpload action`,
    ),
  )
})
