import { type Cases, twice, type World } from './world.ts'

interface Created {
  Service: { Id: string; Arn: string }
}

export async function discoveryCases({ run }: World): Promise<Cases> {
  const { OperationId } = await run<{ OperationId: string }>(
    'servicediscovery',
    'CreateHttpNamespace',
    { Name: 'shop' },
  )
  const { Operation } = await run<{ Operation: { Targets: { NAMESPACE: string } } }>(
    'servicediscovery',
    'GetOperation',
    { OperationId },
  )
  const NamespaceId = Operation.Targets.NAMESPACE
  const { Service } = await run<Created>('servicediscovery', 'CreateService', {
    Name: 'api',
    NamespaceId,
  })
  const ServiceId = Service.Id
  const instance = { ServiceId, InstanceId: 'i' }
  const { Vpcs } = await run<{ Vpcs: { VpcId: string }[] }>('ec2', 'DescribeVpcs', {})
  await run('servicediscovery', 'RegisterInstance', { ...instance, Attributes: {} })
  const attributes = Object.fromEntries(Array.from({ length: 29 }, (_, n) => [`a${n}`, '']))
  await run('servicediscovery', 'UpdateServiceAttributes', { ServiceId, Attributes: attributes })
  return {
    CreateHttpNamespace: { Name: 'new', Tags: twice },
    CreatePrivateDnsNamespace: { Name: 'new', Vpc: Vpcs[0]!.VpcId, Tags: twice },
    CreateService: { Name: 'new', NamespaceId, Tags: twice },
    DeleteNamespace: { Id: NamespaceId },
    DeleteService: { Id: ServiceId },
    DeleteServiceAttributes: { ServiceId: 'srv-absent', Attributes: ['a'] },
    DeregisterInstance: { ...instance, InstanceId: 'absent' },
    RegisterInstance: { ...instance, Attributes: { AWS_INSTANCE_IPV4: 'here' } },
    TagResource: { ResourceARN: Service.Arn, Tags: twice },
    UntagResource: { ResourceARN: `${Service.Arn}0`, TagKeys: ['a'] },
    UpdateHttpNamespace: { Id: 'ns-absent', Namespace: { Description: 'new' } },
    UpdateInstanceCustomHealthStatus: { ...instance, Status: 'HEALTHY' },
    UpdatePrivateDnsNamespace: { Id: NamespaceId, Namespace: { Description: 'new' } },
    UpdateService: {
      Id: ServiceId,
      Service: { Description: 'new', DnsConfig: { DnsRecords: [{ Type: 'A', TTL: 1 }] } },
    },
    UpdateServiceAttributes: { ServiceId, Attributes: { b: '', c: '' } },
  }
}
