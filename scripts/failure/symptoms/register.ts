import type { Symptom } from '../symptom.ts'

const fargateSizes =
  '256: 512, 1024 or 2048; 512: 1024 to 4096; 1024: 2048 to 8192; 2048: 4096 to 16384; 4096: 8192 to 30720, in steps of 1024'

/** ECS rejects a task definition or a service. */
export const registerSymptoms: Symptom[] = [
  {
    title: 'Fargate has no such size',
    message: 'No Fargate configuration exists for given values.',
    pattern: /No Fargate configuration exists|Invalid 'cpu' setting|Invalid 'memory' setting/,
    cause: '"cpu" and "memory" of the task definition are not one of Fargate\'s combinations',
    fix: `set them in .aws/<service>/task-definition.json: memory in MiB by cpu is ${fargateSizes}`,
  },
  {
    title: 'The execution role is missing',
    message: 'Fargate requires task definition to have execution role ARN to support ECR images.',
    pattern: /execution role ARN to support|must also specify a value for 'executionRoleArn'/,
    cause: 'ECS pulls the image, writes logs and reads secrets with the execution role',
    fix: 'set executionRoleArn in .aws/<service>/task-definition.json as the sample does',
  },
  {
    title: 'The container of the load balancer is not in the task definition',
    message: 'The container web does not exist in the task definition.',
    pattern: /The container (?<container>\S+) does not exist in the task definition/,
    cause: 'service.json names the container <container>, and the task definition has none',
    fix: 'give containerName in .aws/<service>/service.json the name of a container of task-definition.json',
  },
  {
    title: 'The port of the load balancer is not in the task definition',
    message: 'The container server did not have a container port 3000 defined.',
    pattern: /The container (?<container>\S+) did not have a container port (?<port>\d+) defined/,
    cause: 'service.json names port <port>, which portMappings of <container> does not have',
    fix: 'use the same containerPort in service.json and task-definition.json of .aws/<service>',
  },
  {
    title: 'The role may not be passed to tasks',
    message: '… is not authorized to perform: iam:PassRole on resource: …',
    pattern: /not authorized to perform: iam:PassRole on resource: (?<role>\S+)/,
    cause: 'the deploy role may not give <role> to a task',
    fix: 'name the roles of bootstrap in .aws/<service>/task-definition.json; if they are right, run `npm run bootstrap` as an administrator',
  },
  {
    title: 'The rule priority is taken',
    message: "Priority '10' is currently in use",
    pattern: /Priority '(?<priority>\d+)' is currently in use/,
    cause: 'another rule of the listener has the priority <priority>',
    fix: 'give each .aws/<service>/rule.json a Priority of its own',
  },
]
