import {
  CreateServiceCommand,
  type CreateServiceCommandInput,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs'
import { readApp } from '../../scripts/release/app.ts'
import { defaultNetwork } from './balancer.ts'
import type { Target } from './target.ts'

/** Creates a service of an app as `deploy` does, without a task. Returns its input. */
export async function createIdleService(
  target: Target,
  {
    app,
    name = 'server',
    tags = readApp({ APP_NAME: app }).tags,
    ...more
  }: { app: string; name?: string; tags?: Record<string, string> } & Pick<
    CreateServiceCommandInput,
    'loadBalancers'
  >,
): Promise<CreateServiceCommandInput> {
  const ecs = new ECSClient(target.config)
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: `${app}-${name}`,
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      containerDefinitions: [
        {
          name,
          image: 'busybox',
          portMappings: [{ containerPort: 3000 }],
          logConfiguration: {
            logDriver: 'awslogs',
            options: {
              'awslogs-group': `/ecs/${app}/${name}`,
              'awslogs-region': 'us-east-1',
              'awslogs-stream-prefix': 'ecs',
            },
          },
        },
      ],
      executionRoleArn: `arn:aws:iam::000000000000:role/${app}-execution`,
    }),
  )
  const { subnetIds } = await defaultNetwork(target)
  const service: CreateServiceCommandInput = {
    cluster: app,
    serviceName: name,
    taskDefinition: `${app}-${name}`,
    launchType: 'FARGATE',
    desiredCount: 0,
    networkConfiguration: { awsvpcConfiguration: { subnets: subnetIds } },
    tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
    ...more,
  }
  await ecs.send(new CreateServiceCommand(service))
  return service
}
