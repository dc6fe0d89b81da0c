import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { UpdateServiceCommand } from '@aws-sdk/client-ecs'
import { type Ecs, openEcs } from '../../../../support/ecs.ts'
import { printed } from '../../../../support/printed.ts'
import { openTarget, type Target, unique } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'
import { cloudMapOf } from '../../servicediscovery/client.ts'

let target: Target
let app: Ecs
let namespace: string
let servicediscovery: ReturnType<typeof cloudMapOf>
before(async () => {
  target = await openTarget()
  app = await openEcs(target)
  servicediscovery = cloudMapOf(target)
  namespace = unique('ns')
  await servicediscovery('CreatePrivateDnsNamespace', { Name: namespace, Vpc: app.vpcId })
})
after(async () => {
  await app[Symbol.asyncDispose]()
  await target[Symbol.asyncDispose]()
})

async function openRegistry(
  ...types: string[]
): Promise<{ Id: string; Arn: string; name: string }> {
  const { Namespaces } = await servicediscovery('ListNamespaces', {
    Filters: [{ Name: 'NAME', Values: [namespace] }],
  })
  const Name = unique('api')
  const { Service } = await servicediscovery('CreateService', {
    Name,
    NamespaceId: Namespaces[0].Id,
    DnsConfig: { DnsRecords: types.map((Type) => ({ Type, TTL: 10 })) },
    HealthCheckCustomConfig: { FailureThreshold: 1 },
  })
  return { ...(Service as { Id: string; Arn: string }), name: `${Name}.${namespace}` }
}

const command = [
  'node',
  '-e',
  "require('http').createServer((_, response) => response.end('registered')).listen(8080); process.on('SIGTERM', () => process.exit())",
]
const port = { containerName: 'app', containerPort: 8080 }

test('tasks of a service are found by its Cloud Map name while they run', async () => {
  const { Id, Arn, name } = await openRegistry('A', 'SRV')
  await app.register({ command })
  const service = await app.createService({ serviceRegistries: [{ registryArn: Arn, ...port }] })
  await app.rolledOut(service)
  const [task] = await app.tasksOf(service)
  const { Instances } = await servicediscovery('ListInstances', { ServiceId: Id })
  const [{ Id: instance, Attributes }] = Instances
  assert.equal(instance, task!.taskArn!.split('/').at(-1))
  assert.deepEqual(Attributes, {
    AVAILABILITY_ZONE: task!.availabilityZone,
    AWS_INIT_HEALTH_STATUS: 'HEALTHY',
    AWS_INSTANCE_IPV4: task!.containers![0]!.networkInterfaces![0]!.privateIpv4Address,
    AWS_INSTANCE_PORT: '8080',
    ECS_CLUSTER_NAME: app.cluster,
    ECS_SERVICE_NAME: service,
    ECS_TASK_DEFINITION_FAMILY: app.family,
    REGION: 'us-east-1',
  })
  const answer = await printed(
    app,
    `require('dns').promises.resolveSrv('${name}').then(([srv]) =>
      fetch('http://' + srv.name + ':' + srv.port).then((answer) => answer.text()).then((first) =>
        fetch('http://${name}:' + srv.port).then((answer) => answer.text()).then((second) => first + ' ' + second)))`,
  )
  assert.equal(answer, 'registered registered')
  await app.ecs.send(new UpdateServiceCommand({ cluster: app.cluster, service, desiredCount: 0 }))
  await until('no instance', async () => {
    const left = await servicediscovery('ListInstances', { ServiceId: Id })
    return left.Instances.length === 0
  })
})

test('a registry has the ports that its records need', async () => {
  const [a, srv] = [await openRegistry('A'), await openRegistry('SRV')]
  await app.register({ command })
  const refuses = (settings: object, message: string) =>
    assert.rejects(app.createService({ serviceRegistries: [settings] }), {
      name: 'InvalidParameterException',
      message,
    })
  await refuses(
    { registryArn: a.Arn, containerPort: 8080, containerName: undefined },
    "The values specified for serviceRegistries do not require a value for 'containerPort'. Remove the value and retry.",
  )
  await refuses(
    { registryArn: srv.Arn, port: 8080, ...port },
    "Specify a value for either 'port' or the 'containerName' and 'containerPort' combination, but not both. Remove one and retry.",
  )
  await refuses(
    { registryArn: srv.Arn, ...port, containerPort: 81 },
    'The container app did not have a container port 81 defined.',
  )
  const absent = `${srv.Arn}0`
  await refuses({ registryArn: absent }, `The service registry ${absent} does not exist.`)
})
