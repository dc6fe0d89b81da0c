import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Changes a file of JSON in a checkout, as a user does in an editor. */
export function changeJson(folder: string, file: string, change: (json: any) => void): void {
  const path = join(folder, file)
  const json = JSON.parse(readFileSync(path, 'utf8'))
  change(json)
  writeFileSync(path, JSON.stringify(json, undefined, 2))
}

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
