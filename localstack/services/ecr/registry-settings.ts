import type {
  RegistryScanningConfiguration,
  ReplicationConfiguration,
  RepositoryCreationTemplate,
} from '@aws-sdk/client-ecr'
import { defineState } from '../../kernel/store.ts'

/** A template as it is kept; its prefix is what it was called at first. */
export type TemplateRecord = RepositoryCreationTemplate & { prefix: string }

/** What an account says of its private registry in a region as a whole. */
interface RegistrySettings {
  accountSettings: Map<string, string>
  policyText?: string
  replication?: ReplicationConfiguration
  scanning?: RegistryScanningConfiguration
  /** By prefix, each ending in `/` but `ROOT`. */
  templates: Map<string, TemplateRecord>
}

export const registrySettings = defineState<RegistrySettings>({
  name: 'ecr.registrySettings',
  initial: () => ({ accountSettings: new Map(), templates: new Map() }),
})
