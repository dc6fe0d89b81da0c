import { type Mistake, replaceIn } from './mistake.ts'

const addSecret = (arn: string) =>
  replaceIn(
    'definition',
    '"readonlyRootFilesystem"',
    `"secrets": [{ "name": "API_KEY", "valueFrom": "arn:aws:${arn}" }],\n"readonlyRootFilesystem"`,
  )

/** Mistakes for which no container of a task starts. */
export const settingsMistakes: Mistake[] = [
  {
    name: 'COPY names what is not there',
    change: () => ({ dockerfile: 'FROM node:26-slim\nWORKDIR /app\nCOPY dist server\n' }),
    verb: 'push',
  },
  {
    name: 'the memory is not one of Fargate’s',
    change: replaceIn('definition', '"memory": "512"', '"memory": "500"'),
    verb: 'register',
    stopsOthers: true,
  },
  {
    name: 'a secret does not exist',
    change: addSecret('ssm:${REGION}:${ACCOUNT_ID}:parameter/nowhere/API_KEY'),
    verb: 'deploy',
  },
  {
    name: 'service.json names another container',
    change: replaceIn('service', '"containerName": "server"', '"containerName": "web"'),
    verb: 'deploy',
    stopsOthers: true,
  },
  {
    name: 'the container health check calls a program that the image lacks',
    change: (texts) => ({
      ...replaceIn(
        'definition',
        '["CMD", "node", "server/healthcheck.ts"]',
        '["CMD-SHELL", "curl -f http://localhost:8080/ping"]',
      )(texts),
      dockerfile: 'FROM node:26-slim\nWORKDIR /app\nCOPY server server\n',
    }),
    verb: 'push',
  },
  {
    name: 'the command does not exist',
    change: replaceIn('definition', /"command": \["node", .*\],/, '"command": ["serve"],'),
    verb: 'deploy',
  },
  {
    name: 'a secret of Secrets Manager does not exist',
    change: addSecret('secretsmanager:${REGION}:${ACCOUNT_ID}:secret:nowhere-AbCdEf'),
    verb: 'deploy',
  },
  {
    name: 'a secret has no JSON with the key',
    change: addSecret('secretsmanager:${REGION}:${ACCOUNT_ID}:secret:${APP_NAME}/plain:KEY::'),
    verb: 'deploy',
  },
  {
    name: 'the key of a secret lacks colons',
    change: addSecret('secretsmanager:${REGION}:${ACCOUNT_ID}:secret:${APP_NAME}/plain-AbCdEf:KEY'),
    verb: 'deploy',
  },
  {
    name: 'the log group does not exist',
    change: replaceIn('definition', '/ecs/${APP_NAME}/server', '/nowhere'),
    verb: 'deploy',
    isLate: true,
  },
  {
    name: 'the log driver has no region',
    change: replaceIn('definition', '"awslogs-region": "${REGION}",', ''),
    verb: 'deploy',
  },
  {
    name: 'the task has no public address in a public subnet',
    change: replaceIn('service', '"assignPublicIp": "ENABLED"', '"assignPublicIp": "DISABLED"'),
    verb: 'deploy',
  },
  {
    name: 'the image has no version for the processor of the task',
    change: replaceIn('definition', 'X86_64', 'ARM64'),
    verb: 'deploy',
    isLate: true,
  },
  {
    name: 'the execution role is missing',
    change: replaceIn('definition', /"executionRoleArn": .*/, ''),
    verb: 'register',
    stopsOthers: true,
  },
  {
    name: 'service.json names another port',
    change: replaceIn('service', '"containerPort": 8080', '"containerPort": 3000'),
    verb: 'deploy',
    stopsOthers: true,
  },
]
