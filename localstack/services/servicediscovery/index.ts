import { validationSentence } from '../../wire/validate.ts'
import { defineService } from '../service.ts'
import { invalidInput } from './errors.ts'
import { permissions } from './permissions.ts'
import { CreateHttpNamespace } from './operations/CreateHttpNamespace.ts'
import { CreatePrivateDnsNamespace } from './operations/CreatePrivateDnsNamespace.ts'
import { CreateService } from './operations/CreateService.ts'
import { DeleteNamespace } from './operations/DeleteNamespace.ts'
import { DeleteService } from './operations/DeleteService.ts'
import { DeleteServiceAttributes } from './operations/DeleteServiceAttributes.ts'
import { DeregisterInstance } from './operations/DeregisterInstance.ts'
import { DiscoverInstances } from './operations/DiscoverInstances.ts'
import { DiscoverInstancesRevision } from './operations/DiscoverInstancesRevision.ts'
import { GetInstance } from './operations/GetInstance.ts'
import { GetInstancesHealthStatus } from './operations/GetInstancesHealthStatus.ts'
import { GetNamespace } from './operations/GetNamespace.ts'
import { GetOperation } from './operations/GetOperation.ts'
import { GetService } from './operations/GetService.ts'
import { GetServiceAttributes } from './operations/GetServiceAttributes.ts'
import { ListInstances } from './operations/ListInstances.ts'
import { ListNamespaces } from './operations/ListNamespaces.ts'
import { ListOperations } from './operations/ListOperations.ts'
import { ListServices } from './operations/ListServices.ts'
import { ListTagsForResource } from './operations/ListTagsForResource.ts'
import { RegisterInstance } from './operations/RegisterInstance.ts'
import { TagResource } from './operations/TagResource.ts'
import { UntagResource } from './operations/UntagResource.ts'
import { UpdateHttpNamespace } from './operations/UpdateHttpNamespace.ts'
import { UpdateInstanceCustomHealthStatus } from './operations/UpdateInstanceCustomHealthStatus.ts'
import { UpdatePrivateDnsNamespace } from './operations/UpdatePrivateDnsNamespace.ts'
import { UpdateService } from './operations/UpdateService.ts'
import { UpdateServiceAttributes } from './operations/UpdateServiceAttributes.ts'

/** Cloud Map: namespaces, their services and instances. */
export const servicediscovery = defineService({
  name: 'servicediscovery',
  permissions,
  operations: {
    CreateHttpNamespace,
    CreatePrivateDnsNamespace,
    CreateService,
    DeleteNamespace,
    DeleteService,
    DeleteServiceAttributes,
    DeregisterInstance,
    DiscoverInstances,
    DiscoverInstancesRevision,
    GetInstance,
    GetInstancesHealthStatus,
    GetNamespace,
    GetOperation,
    GetService,
    GetServiceAttributes,
    ListInstances,
    ListNamespaces,
    ListOperations,
    ListServices,
    ListTagsForResource,
    RegisterInstance,
    TagResource,
    UntagResource,
    UpdateHttpNamespace,
    UpdateInstanceCustomHealthStatus,
    UpdatePrivateDnsNamespace,
    UpdateService,
    UpdateServiceAttributes,
  },
  invalid: (violations) => invalidInput(validationSentence(violations)),
})
