import type { Tag } from '@aws-sdk/client-ecs'

export interface ElbTag {
  Key: string
  Value: string
}

/** The tags of what ECS makes for a service: the service's, and the one that AmazonECSInfrastructureRoleforExpressGatewayServices asks for. */
export const managedTags = (tags: Tag[] = []): ElbTag[] => [
  { Key: 'AmazonECSManaged', Value: 'true' },
  ...tags.map(({ key = '', value = '' }) => ({ Key: key, Value: value })),
]
