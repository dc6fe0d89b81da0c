import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CheckoutFiles } from './checkout.ts'

/** Changes a file of JSON in a checkout, as a user does in an editor. */
export function changeJson(folder: string, file: string, change: (json: any) => void): void {
  const path = join(folder, file)
  const json = JSON.parse(readFileSync(path, 'utf8'))
  change(json)
  writeFileSync(path, JSON.stringify(json, undefined, 2))
}

const role = 'arn:aws:iam::${ACCOUNT_ID}:role/${APP_NAME}'

/** A task definition of one container, with the image of the release. */
export const taskDefinition = (name: string, container: object = {}) => ({
  family: '${APP_NAME}-' + name,
  requiresCompatibilities: ['FARGATE'],
  networkMode: 'awsvpc',
  cpu: '256',
  memory: '512',
  executionRoleArn: `${role}-execution`,
  taskRoleArn: `${role}-${name}-task`,
  containerDefinitions: [{ name, image: '${IMAGE}', ...container }],
})

/** The variables of a container as a task definition has them. */
export const variables = (environment: Record<string, string>) =>
  Object.entries(environment).map(([name, value]) => ({ name, value }))

/** The log configuration of a container. */
export const logTo = (name: string) => ({
  logDriver: 'awslogs',
  options: {
    'awslogs-group': '/ecs/${APP_NAME}/' + name,
    'awslogs-region': '${REGION}',
    'awslogs-stream-prefix': 'ecs',
  },
})

/** A service of one task. */
export const service = (serviceName: string, more: object = {}) => ({
  cluster: '${APP_NAME}',
  serviceName,
  taskDefinition: '${TASK_DEFINITION}',
  launchType: 'FARGATE',
  desiredCount: 1,
  networkConfiguration: {
    awsvpcConfiguration: {
      subnets: '${SUBNETS}',
      securityGroups: ['${SECURITY_GROUP}'],
      assignPublicIp: 'ENABLED',
    },
  },
  ...more,
})

/** A service behind the load balancer, whose checks and draining are short. */
export const balanced = (
  name: string,
  {
    port,
    path,
    drainSeconds = 5,
    more = {},
  }: { port: number; path: string; drainSeconds?: number; more?: object },
): CheckoutFiles => ({
  [`.aws/${name}/service.json`]: service(name, {
    loadBalancers: [
      { targetGroupArn: '${TARGET_GROUP}', containerName: name, containerPort: port },
    ],
    ...more,
  }),
  [`.aws/${name}/target-group.json`]: {
    TargetType: 'ip',
    Protocol: 'HTTP',
    Port: port,
    HealthCheckPath: path,
    HealthCheckIntervalSeconds: 5,
    HealthCheckTimeoutSeconds: 2,
    HealthyThresholdCount: 2,
    Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: String(drainSeconds) }],
  },
})

/** The rule of a service for the paths below one. */
export const ruleFor = (name: string, path: string): CheckoutFiles => ({
  [`.aws/${name}/rule.json`]: {
    Priority: 1,
    Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: [`${path}/*`] } }],
  },
})

/** Makes of the sample's settings, moved to `.aws/api`, those of docs/your-app.md: a service on port 3000. */
export function describeApi(folder: string, container: object, size: object = {}): void {
  changeJson(folder, '.aws/api/task-definition.json', (task) => {
    task.family = '${APP_NAME}-api'
    task.taskRoleArn = 'arn:aws:iam::${ACCOUNT_ID}:role/${APP_NAME}-api-task'
    Object.assign(task, size)
    const [own] = task.containerDefinitions
    delete own.environment
    delete own.healthCheck
    own.portMappings[0].containerPort = 3000
    own.logConfiguration.options['awslogs-group'] = '/ecs/${APP_NAME}/api'
    Object.assign(own, { name: 'api' }, container)
  })
  changeJson(folder, '.aws/api/service.json', (service) => {
    service.serviceName = 'api'
    Object.assign(service.loadBalancers[0], { containerName: 'api', containerPort: 3000 })
  })
  changeJson(folder, '.aws/api/target-group.json', (group) => {
    Object.assign(group, { Port: 3000, HealthCheckPath: '/healthz' })
  })
}
