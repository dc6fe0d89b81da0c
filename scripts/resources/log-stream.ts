import type { ContainerDefinition, Task } from '@aws-sdk/client-ecs'

export const taskId = ({ taskArn }: Task) => taskArn!.split('/').at(-1)!

/** The stream of a container by the awslogs driver; undefined if it logs elsewhere. */
export function streamOf(
  { name, logConfiguration }: ContainerDefinition,
  task: Task,
): { group: string; name: string } | undefined {
  const { 'awslogs-group': group, 'awslogs-stream-prefix': prefix } =
    logConfiguration?.options ?? {}
  return group && prefix ? { group, name: `${prefix}/${name}/${taskId(task)}` } : undefined
}
