export { discoverInstances } from './discover.ts'
export { putInstance, removeInstance, setHealth } from './instance.ts'
export { createNamespace, findNamespace } from './namespace.ts'
export { type DiscoveryServiceRecord, type NamespaceRecord } from './records.ts'
export { isInNamespace, resolveInNamespaces } from './resolve.ts'
export {
  createDiscoveryService,
  deleteDiscoveryService,
  findDiscoveryService,
  findInNamespace,
} from './service.ts'
