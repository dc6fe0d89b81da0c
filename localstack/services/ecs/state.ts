import type { Setting, Tag } from '@aws-sdk/client-ecs'
import type { Scope } from '../../kernel/scope.ts'
import { defineState } from '../../kernel/define-state.ts'
import { mapValues } from '../../kernel/map-values.ts'
import type { ClusterRecord, ServiceRecord, TaskDefinitionRecord, TaskRecord } from './records.ts'

/** ECS's state in an account and region. Services, tasks and tags are keyed by ARN. */
export interface EcsState {
  clusters: Map<string, ClusterRecord>
  /** Revisions by family and number, in order. */
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
  withoutSecrets: (state) => ({
    ...state,
    tasks: mapValues(state.tasks, (task) => ({ ...task, credentials: undefined })),
  }),
})

export const ecsOf = (scope: Scope): EcsState => scope.state(ecsState)
