import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  type CreateServiceCommandInput,
  DeleteServiceCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import { type Ecs, openEcs } from '../../../../support/ecs.ts'
import { openTarget, type Target, unique } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'
import { cloudMapOf } from '../../servicediscovery/client.ts'

describe('Service Connect', () => {
  let target: Target
  let app: Ecs
  let namespace: string
  let servicediscovery: ReturnType<typeof cloudMapOf>
  before(async () => {
    target = await openTarget()
    app = await openEcs(target)
    servicediscovery = cloudMapOf(target)
    namespace = unique('ns')
    await servicediscovery('CreateHttpNamespace', { Name: namespace })
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
  })

  const server = (text: string) => [
    'node',
    '-e',
    `const server = require('http').createServer((request, response) => response.end('${text} ' + request.url))
    server.listen(8080)
    process.on('SIGTERM', () => server.close())`,
  ]

  const registerServer = (text: string, appProtocol?: 'http') =>
    app.register({
      command: server(text),
      portMappings: [{ containerPort: 8080, name: 'api', appProtocol }],
      healthCheck: {
        command: [
          'CMD',
          'node',
          '-e',
          "fetch('http://localhost:8080').catch(() => process.exit(1))",
        ],
        interval: 5,
        startPeriod: 10,
      },
    })

  const connect = (services: object[] = []) =>
    ({
      serviceConnectConfiguration: { enabled: true, namespace, services },
    }) as Partial<CreateServiceCommandInput>

  /** A service that prints what comes of an expression every 100 ms. */
  const openClient = async (expression: string) => {
    const program = `(async () => { for (;;) {
      console.log(await (${expression}))
      await new Promise((resolve) => setTimeout(resolve, 100))
    } })()`
    const { family } = app
    await app.register({ command: ['node', '-e', program] })
    return app.createService({ taskDefinition: family, ...connect() })
  }

  const fetched = (url: string) =>
    `fetch('${url}').then(async (answer) => answer.status + ' ' + (await answer.text()), ({ cause }) => cause.code)`

  const alias = (dnsName: string, discoveryName = dnsName) => ({
    portName: 'api',
    discoveryName,
    clientAliases: [{ port: 80, dnsName }],
  })

  test('a service is reached by its alias, also while it is rolled out, and 503 is the answer when it has no task', async () => {
    const name = unique('shop')
    const first = await registerServer('first', 'http')
    const service = await app.createService({ taskDefinition: first, ...connect([alias(name)]) })
    const { deployments } = await app.rolledOut(service)
    const [resource] = deployments![0]!.serviceConnectResources!
    assert.equal(resource!.discoveryName, name)
    assert.equal(deployments![0]!.serviceConnectConfiguration!.namespace, namespace)
    const { Instances } = await servicediscovery('DiscoverInstances', {
      NamespaceName: namespace,
      ServiceName: name,
    })
    assert.equal(Instances.length, 1)
    assert.equal(Instances[0].Attributes.AWS_INSTANCE_PORT, '8080')

    await openClient(fetched(`http://${name}/hello`))
    await until('an answer', async () => (await app.messages()).includes('200 first /hello'))
    const second = await registerServer('second', 'http')
    await app.ecs.send(
      new UpdateServiceCommand({ cluster: app.cluster, service, taskDefinition: second }),
    )
    await app.rolledOut(service)
    await until('the new answer', async () => (await app.messages()).at(-1) === '200 second /hello')
    assert.deepEqual([...new Set(await app.messages())], ['200 first /hello', '200 second /hello'])
    await app.ecs.send(new UpdateServiceCommand({ cluster: app.cluster, service, desiredCount: 0 }))
    await until('a 503', async () => (await app.messages()).at(-1) === '503 no healthy upstream')

    await app.ecs.send(new DeleteServiceCommand({ cluster: app.cluster, service, force: true }))
    await until('its Cloud Map service deleted', async () => {
      const { Namespaces } = await servicediscovery('ListNamespaces', {
        Filters: [{ Name: 'NAME', Values: [namespace] }],
      })
      const { Services } = await servicediscovery('ListServices', {
        Filters: [{ Name: 'NAMESPACE_ID', Values: [Namespaces[0].Id] }],
      })
      return Services.every(({ Name }: { Name: string }) => Name !== name)
    })
  })

  test('without appProtocol connections are balanced, and a task knows the aliases that were there when it started', async () => {
    const [early, late] = [unique('early'), unique('late')]
    const definition = await registerServer('plain')
    const service = await app.createService({
      taskDefinition: definition,
      ...connect([alias(early)]),
    })
    await app.rolledOut(service)
    const both = `Promise.all([${fetched(`http://${early}/plain`)}, ${fetched(`http://${late}/`)}]).then((all) => '${late} ' + all.join())`
    const client = await openClient(both)
    const last = async () => (await app.messages()).findLast((line) => line!.startsWith(late))
    await until('an answer', async () => (await last())?.includes('200 plain'))
    const other = await app.createService({
      taskDefinition: definition,
      ...connect([alias(late)]),
    })
    await app.rolledOut(other)
    assert.equal(await last(), `${late} 200 plain /plain,ENOTFOUND`)
    await app.ecs.send(
      new UpdateServiceCommand({
        cluster: app.cluster,
        service: client,
        forceNewDeployment: true,
      }),
    )
    await until(
      'the late alias',
      async () => (await last()) === `${late} 200 plain /plain,200 plain /`,
    )
  })

  describe('rejects', () => {
    const refuses = async (settings: object, message: string | RegExp, name?: string) => {
      const taskDefinition = await registerServer('rejected')
      await assert.rejects(app.createService({ taskDefinition, ...settings }), {
        name: name ?? 'InvalidParameterException',
        message,
      })
    }

    test('a namespace that does not exist', () =>
      refuses(
        { serviceConnectConfiguration: { enabled: true, namespace: unique('none') } },
        "The specified namespace wasn't found.",
        'NamespaceNotFoundException',
      ))

    test('a port that has no name', () =>
      refuses(
        connect([{ portName: 'web' }]),
        'portName(web) does not refer to any named PortMapping in the container definitions.',
      ))

    test('a name that is there twice', async () => {
      const name = unique('twice')
      await refuses(connect([alias(name), alias(name)]), /is used multiple times/)
      await refuses(connect([alias(name), alias(name, `${name}2`)]), /client alias .* multiple/)
    })

    test('a discovery name of another service', async () => {
      const name = unique('taken')
      const taskDefinition = await registerServer('taken')
      await app.createService({ taskDefinition, desiredCount: 0, ...connect([alias(name)]) })
      await refuses(connect([alias(name)]), /is already used in the namespace/)
    })
  })
})
