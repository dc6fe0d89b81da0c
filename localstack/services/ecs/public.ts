export { findCluster } from './cluster/cluster.ts'
export { findService } from './service/service.ts'
export { isFromTask, isKeptFromTasks } from './task/from-task.ts'
