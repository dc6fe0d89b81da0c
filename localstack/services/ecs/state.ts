import type { Setting, Tag } from '@aws-sdk/client-ecs'
import type { Scope } from '../../kernel/scope.ts'
import { defineState } from '../../kernel/store.ts'
import type { ClusterRecord, ServiceRecord, TaskDefinitionRecord, TaskRecord } from './records.ts'

/** Everything ECS knows in an account and region; services and tasks by ARN, revisions in order. */
export interface EcsState {
  clusters: Map<string, ClusterRecord>
  /** The revisions of each family by their number, in order. */
  families: Map<string, Map<number, TaskDefinitionRecord>>
  services: Map<string, ServiceRecord>
  tasks: Map<string, TaskRecord>
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
