import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CheckoutFiles, writeFiles } from '../../support/checkout.ts'

const role = 'arn:aws:iam::${ACCOUNT_ID}:role/${APP_NAME}'

const taskDefinition = (name: string) => ({
  family: '${APP_NAME}-' + name,
  requiresCompatibilities: ['FARGATE'],
  networkMode: 'awsvpc',
  cpu: '256',
  memory: '512',
  executionRoleArn: `${role}-execution`,
  taskRoleArn: `${role}-${name}-task`,
  containerDefinitions: [
    {
      name,
      image: '${IMAGE}',
      portMappings: [{ containerPort: 8080, protocol: 'tcp' }],
      logConfiguration: {
        logDriver: 'awslogs',
        options: {
          'awslogs-group': '/ecs/${APP_NAME}/' + name,
          'awslogs-region': '${REGION}',
          'awslogs-stream-prefix': 'ecs',
        },
      },
    },
  ],
})

/** Without a task, so that a deployment is complete at once and needs no engine. */
const service = (serviceName: string) => ({
  cluster: '${APP_NAME}',
  serviceName,
  taskDefinition: '${TASK_DEFINITION}',
  launchType: 'FARGATE',
  desiredCount: 0,
  networkConfiguration: {
    awsvpcConfiguration: { subnets: '${SUBNETS}', securityGroups: ['${SECURITY_GROUP}'] },
  },
  loadBalancers: [
    { targetGroupArn: '${TARGET_GROUP}', containerName: serviceName, containerPort: 8080 },
  ],
})

const targetGroup = { TargetType: 'ip', Protocol: 'HTTP', Port: 8080 }

const root = join(import.meta.dirname, '../../..')

const settingsOf = (name: string): CheckoutFiles => ({
  [`.aws/${name}/task-definition.json`]: taskDefinition(name),
  [`.aws/${name}/service.json`]: service(name),
  [`.aws/${name}/target-group.json`]: targetGroup,
})

/** Makes a checkout of an app with two services behind a load balancer, one of which scales. */
export function makeApp(): string {
  const folder = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
  for (const name of ['policies', 'environments', 'load-balancer.json'])
    cpSync(join(root, '.aws', name), join(folder, '.aws', name), { recursive: true })
  writeFiles(folder, {
    ...settingsOf('api'),
    ...settingsOf('web'),
    '.aws/api/rule.json': {
      Priority: 1,
      Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/api/*'] } }],
    },
    '.aws/api/scaling.json': { MinCapacity: 0, MaxCapacity: 2 },
    'compose.yaml': 'services:\n  api: { build: . }\n  web: { build: . }\n',
    Dockerfile: 'FROM scratch\nCOPY Dockerfile /\n',
  })
  return folder
}
