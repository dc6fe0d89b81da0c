import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  DeleteServiceCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  ListServiceDeploymentsCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import { CreateRepositoryCommand, DescribeImagesCommand, ECRClient } from '@aws-sdk/client-ecr'
import { pushTestImage, removePulled } from '../../../../support/ecr-image.ts'
import { openEcs } from '../../../../support/ecs.ts'
import { openTarget, unique } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

test('a tag that moves does not change a deployment, only the next one', async () => {
  await using target = await openTarget()
  await using app = await openEcs(target)
  const ecr = new ECRClient(target.config)
  const repositoryName = unique('pinned')
  const { repository } = await ecr.send(new CreateRepositoryCommand({ repositoryName }))
  const uri = repository!.repositoryUri!
  const digestOfTag = async () =>
    (
      await ecr.send(
        new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: 'latest' }] }),
      )
    ).imageDetails![0]!.imageDigest!
  const running = async (service: string) =>
    (await app.tasksOf(service)).map(({ containers }) => containers![0]!.imageDigest)
  const update = (service: string, settings: object) =>
    app.ecs.send(new UpdateServiceCommand({ cluster: app.cluster, service, ...settings }))

  await pushTestImage(ecr, `${uri}:latest`, 'first')
  const first = await digestOfTag()
  await app.register({ image: `${uri}:latest` })
  const service = await app.createService()
  await app.rolledOut(service)
  await pushTestImage(ecr, `${uri}:latest`, 'second')
  const second = await digestOfTag()
  assert.notEqual(first, second)

  await update(service, { desiredCount: 2 })
  await until('two tasks', async () => (await app.describeService(service)).runningCount === 2)
  assert.deepEqual(await running(service), [first, first])
  const { serviceDeployments } = await app.ecs.send(
    new ListServiceDeploymentsCommand({ cluster: app.cluster, service }),
  )
  const described = await app.ecs.send(
    new DescribeServiceDeploymentsCommand({
      serviceDeploymentArns: [serviceDeployments![0]!.serviceDeploymentArn!],
    }),
  )
  const { serviceRevisions } = await app.ecs.send(
    new DescribeServiceRevisionsCommand({
      serviceRevisionArns: [described.serviceDeployments![0]!.targetServiceRevision!.arn!],
    }),
  )
  assert.deepEqual(serviceRevisions![0]!.containerImages, [
    { containerName: 'app', image: `${uri}:latest`, imageDigest: first },
  ])

  await update(service, { desiredCount: 1, forceNewDeployment: true })
  await app.rolledOut(service)
  assert.deepEqual(await running(service), [second])
  await app.ecs.send(new DeleteServiceCommand({ cluster: app.cluster, service, force: true }))
  await until('an inactive service', async () => {
    return (await app.describeService(service)).status === 'INACTIVE'
  })
  await removePulled(uri)
})
