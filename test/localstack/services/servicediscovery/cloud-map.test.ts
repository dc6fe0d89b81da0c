import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { defaultNetwork } from '../../../support/balancer.ts'
import { openTarget, type Target, unique } from '../../../support/target.ts'
import { until } from '../../../support/until.ts'
import { cloudMapOf } from './client.ts'

describe('Cloud Map', () => {
  let target: Target
  let servicediscovery: ReturnType<typeof cloudMapOf>
  let Vpc: string
  before(async () => {
    target = await openTarget()
    servicediscovery = cloudMapOf(target)
    Vpc = (await defaultNetwork(target)).vpcId
  })
  after(() => target[Symbol.asyncDispose]())

  const targetOf = async (OperationId: string, kind: string) => {
    const { Operation } = await servicediscovery('GetOperation', { OperationId })
    return Operation.Targets[kind] as string
  }

  async function openNamespace(isPrivate = false): Promise<{ Id: string; Name: string }> {
    const Name = unique('ns')
    const { OperationId } = isPrivate
      ? await servicediscovery('CreatePrivateDnsNamespace', { Name, Vpc })
      : await servicediscovery('CreateHttpNamespace', { Name })
    return { Id: await targetOf(OperationId as string, 'NAMESPACE'), Name }
  }

  const openService = async (NamespaceId: string, settings: object = {}) => {
    const input = { Name: unique('api'), NamespaceId, ...settings }
    return (await servicediscovery('CreateService', input)).Service as {
      Id: string
      Arn: string
      Name: string
    }
  }

  const withRecords = (...types: string[]) => ({
    DnsConfig: { DnsRecords: types.map((Type) => ({ Type, TTL: 10 })) },
  })

  test('a namespace is created by an operation that succeeds, and is found by its name', async () => {
    const { Id, Name } = await openNamespace()
    assert.match(Id, /^ns-[a-z0-9]{16}$/)
    const { Namespace } = await servicediscovery('GetNamespace', { Id })
    assert.equal(Namespace.Arn, `arn:aws:servicediscovery:us-east-1:000000000000:namespace/${Id}`)
    assert.deepEqual([Namespace.Type, Namespace.ServiceCount], ['HTTP', 0])
    assert.equal(Namespace.Properties.HttpProperties.HttpName, Name)
    const Filters = [{ Name: 'NAME', Values: [Name] }]
    const { Namespaces } = await servicediscovery('ListNamespaces', { Filters })
    assert.deepEqual(
      Namespaces.map((each: { Id: string }) => each.Id),
      [Id],
    )
    await until('a succeeded operation', async () => {
      const filters = [
        { Name: 'NAMESPACE_ID', Values: [Id] },
        { Name: 'STATUS', Values: ['SUCCESS'] },
      ]
      const { Operations } = await servicediscovery('ListOperations', { Filters: filters })
      return Operations.length === 1
    })
  })

  test('a namespace is not created twice, nor with a name that DNS does not have', async () => {
    const { Name } = await openNamespace()
    await assert.rejects(servicediscovery('CreateHttpNamespace', { Name }), {
      name: 'NamespaceAlreadyExists',
    })
    const inPrivate = { Name: 'a..b', Vpc }
    await assert.rejects(servicediscovery('CreatePrivateDnsNamespace', inPrivate), {
      name: 'InvalidInput',
    })
    const elsewhere = { Name: unique('ns'), Vpc: 'vpc-0123' }
    await assert.rejects(servicediscovery('CreatePrivateDnsNamespace', elsewhere), {
      name: 'InvalidInput',
    })
    await assert.rejects(servicediscovery('CreatePublicDnsNamespace', { Name: 'a.example' }), {
      name: 'InternalFailure',
    })
  })

  test('a namespace is described anew by the operation of its type', async () => {
    const http = await openNamespace()
    const dns = await openNamespace(true)
    const Namespace = { Description: 'new' }
    await servicediscovery('UpdateHttpNamespace', { Id: http.Id, Namespace })
    await servicediscovery('UpdatePrivateDnsNamespace', {
      Id: dns.Id,
      Namespace: { Properties: { DnsProperties: { SOA: { TTL: 60 } } } },
    })
    const found = await servicediscovery('GetNamespace', { Id: dns.Id })
    assert.equal(found.Namespace.Properties.DnsProperties.SOA.TTL, 60)
    await assert.rejects(servicediscovery('UpdateHttpNamespace', { Id: dns.Id, Namespace }), {
      name: 'InvalidInput',
    })
  })

  test('namespaces and services with something in them are not deleted', async () => {
    const { Id } = await openNamespace()
    const service = await openService(Id)
    assert.match(service.Id, /^srv-[a-z0-9]{16}$/)
    const instance = { ServiceId: service.Id, InstanceId: 'i' }
    await servicediscovery('RegisterInstance', { ...instance, Attributes: { a: 'b' } })
    await assert.rejects(servicediscovery('DeleteService', { Id: service.Id }), {
      name: 'ResourceInUse',
      message:
        'Service contains registered instances; delete the instances before deleting the service',
    })
    await assert.rejects(servicediscovery('DeleteNamespace', { Id }), {
      name: 'ResourceInUse',
      message:
        'Namespace has associated services; delete the services before deleting the namespace',
    })
    await servicediscovery('DeregisterInstance', instance)
    await servicediscovery('DeleteService', { Id: service.Id })
    await servicediscovery('DeleteNamespace', { Id })
    await assert.rejects(servicediscovery('GetNamespace', { Id }), { name: 'NamespaceNotFound' })
    await assert.rejects(servicediscovery('GetService', { Id: service.Id }), {
      name: 'ServiceNotFound',
    })
  })

  test('a service has the records that its namespace allows', async () => {
    const http = await openNamespace()
    const dns = await openNamespace(true)
    const service = await openService(dns.Id, withRecords('A', 'SRV'))
    const { Service } = await servicediscovery('GetService', { Id: service.Arn })
    assert.equal(Service.Type, 'DNS_HTTP')
    assert.equal(Service.DnsConfig.RoutingPolicy, 'MULTIVALUE')
    const rejected = { name: 'InvalidInput' }
    await assert.rejects(openService(http.Id, withRecords('A')), rejected)
    await assert.rejects(openService(dns.Id, withRecords('A', 'CNAME')), rejected)
    await assert.rejects(openService(dns.Id, withRecords('A', 'A')), rejected)
    await assert.rejects(openService(dns.Id, { Name: service.Name.toUpperCase() }), {
      name: 'ServiceAlreadyExists',
    })
    const change = { DnsConfig: { DnsRecords: [{ Type: 'A', TTL: 5 }] } }
    await servicediscovery('UpdateService', { Id: service.Id, Service: change })
    const Filters = [{ Name: 'NAMESPACE_ID', Values: [dns.Id] }]
    const { Services } = await servicediscovery('ListServices', { Filters })
    assert.deepEqual(Services[0].DnsConfig.DnsRecords, [{ Type: 'A', TTL: 5 }])
  })

  test('an instance has the attributes that the records need', async () => {
    const { Id } = await openNamespace(true)
    const ServiceId = (await openService(Id, withRecords('SRV'))).Id
    const register = (Attributes: object) =>
      servicediscovery('RegisterInstance', { ServiceId, InstanceId: 'i', Attributes })
    for (const attributes of [
      { AWS_INSTANCE_IPV4: '10.0.0.1' },
      { AWS_INSTANCE_PORT: '80' },
      { AWS_INSTANCE_PORT: 'http', AWS_INSTANCE_IPV4: '10.0.0.1' },
      { AWS_INSTANCE_PORT: '80', AWS_INSTANCE_IPV4: 'here' },
    ])
      await assert.rejects(register(attributes), { name: 'InvalidInput' })
    await register({ AWS_INSTANCE_PORT: '80', AWS_INSTANCE_IPV4: '10.0.0.1' })
    const { Instance } = await servicediscovery('GetInstance', { ServiceId, InstanceId: 'i' })
    assert.equal(Instance.Attributes.AWS_INSTANCE_PORT, '80')
  })

  test('healthy instances are discovered, or else all', async () => {
    const { Id, Name } = await openNamespace()
    const service = await openService(Id, { HealthCheckCustomConfig: {} })
    const ServiceId = service.Id
    for (const InstanceId of ['a', 'b'])
      await servicediscovery('RegisterInstance', {
        ServiceId,
        InstanceId,
        Attributes: { stage: InstanceId },
      })
    const name = { NamespaceName: Name, ServiceName: service.Name }
    const discovered = async (settings: object = {}) => {
      const { Instances } = await servicediscovery('DiscoverInstances', { ...name, ...settings })
      return Instances.map(({ InstanceId }: { InstanceId: string }) => InstanceId) as string[]
    }
    const revision = async () =>
      (await servicediscovery('DiscoverInstancesRevision', name)).InstancesRevision as number
    const before = await revision()
    const fail = (InstanceId: string) =>
      servicediscovery('UpdateInstanceCustomHealthStatus', {
        ServiceId,
        InstanceId,
        Status: 'UNHEALTHY',
      })
    assert.deepEqual(await discovered(), ['a', 'b'])
    await fail('a')
    assert.ok((await revision()) > before)
    assert.deepEqual(await discovered(), ['b'])
    assert.deepEqual(await discovered({ HealthStatus: 'UNHEALTHY' }), ['a'])
    await fail('b')
    assert.deepEqual(await discovered(), ['a', 'b'])
    assert.deepEqual(await discovered({ HealthStatus: 'HEALTHY' }), [])
    assert.deepEqual(await discovered({ QueryParameters: { stage: 'b' } }), ['b'])
    const { Status } = await servicediscovery('GetInstancesHealthStatus', { ServiceId })
    assert.deepEqual(Status, { a: 'UNHEALTHY', b: 'UNHEALTHY' })
    const { Instances } = await servicediscovery('ListInstances', { ServiceId, MaxResults: 1 })
    assert.equal(Instances.length, 1)
    const unchecked = (await openService(Id)).Id
    const attributes = { Attributes: {} }
    await servicediscovery('RegisterInstance', {
      ServiceId: unchecked,
      InstanceId: 'a',
      ...attributes,
    })
    const status = { ServiceId: unchecked, InstanceId: 'a', Status: 'HEALTHY' }
    await assert.rejects(servicediscovery('UpdateInstanceCustomHealthStatus', status), {
      name: 'CustomHealthNotFound',
    })
  })

  test('services have attributes, and resources tags', async () => {
    const { Id } = await openNamespace()
    const { Id: ServiceId, Arn: ResourceARN } = await openService(Id)
    await servicediscovery('UpdateServiceAttributes', { ServiceId, Attributes: { a: '1', b: '2' } })
    await servicediscovery('DeleteServiceAttributes', { ServiceId, Attributes: ['a'] })
    const { ServiceAttributes } = await servicediscovery('GetServiceAttributes', { ServiceId })
    assert.deepEqual(ServiceAttributes.Attributes, { b: '2' })
    const Tags = [{ Key: 'app', Value: 'shop' }]
    await servicediscovery('TagResource', { ResourceARN, Tags })
    assert.deepEqual(await servicediscovery('ListTagsForResource', { ResourceARN }), { Tags })
    await servicediscovery('UntagResource', { ResourceARN, TagKeys: ['app'] })
    const left = await servicediscovery('ListTagsForResource', { ResourceARN })
    assert.deepEqual(left.Tags, [])
  })
})
