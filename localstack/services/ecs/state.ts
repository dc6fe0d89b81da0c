import type { Setting, Tag } from '@aws-sdk/client-ecs'
import type { Scope } from '../../kernel/scope.ts'
import { defineState } from '../../kernel/store.ts'
import type { Cluster } from './cluster/cluster.ts'
import type { Service } from './service/service.ts'
import type { Task } from './task/task.ts'
import type { TaskDefinition } from './task-definition/task-definition.ts'

/** Everything ECS knows in an account and region; services and tasks by ARN, revisions in order. */
export interface EcsState {
  clusters: Map<string, Cluster>
  /** The revisions of each family by their number, in order. */
  families: Map<string, Map<number, TaskDefinition>>
  services: Map<string, Service>
  tasks: Map<string, Task>
  tags: Map<string, Tag[]>
  settings: Map<string, Setting>
}

export const ecsState = defineState<EcsState>({
  name: 'ecs',
  initial: () => ({
    clusters: new Map(),
    families: new Map(),
    services: new Map(),
    tasks: new Map(),
    tags: new Map(),
    settings: new Map(),
  }),
})

export const ecsOf = (scope: Scope): EcsState => scope.state(ecsState)
