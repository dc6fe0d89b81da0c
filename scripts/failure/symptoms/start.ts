import type { Symptom } from '../symptom.ts'

/** A task stops before its containers run. */
export const startSymptoms: Symptom[] = [
  {
    title: 'The image has no version for the processor',
    message:
      "CannotPullContainerError: pull image manifest has been retried 7 time(s): image Manifest does not contain descriptor matching platform 'linux/amd64'",
    pattern: /does not contain descriptor matching platform '(?<platform>[\w/]+)'/,
    cause: 'the image was built for another platform than <platform>, on which the task runs',
    fix: 'set runtimePlatform.cpuArchitecture in .aws/<service>/task-definition.json, and push again: the build follows it',
  },
  {
    title: 'The image comes from Docker Hub, which cannot be reached',
    message:
      'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref docker.io/…: failed to do request: Head "https://registry-1.docker.io/…": dial tcp …:443: i/o timeout',
    pattern: /CannotPullContainerError.*docker\.io/,
    cause:
      'the task pulls an image from Docker Hub: its name has no registry, or the subnets have no way there',
    fix: 'use an image of ECR in .aws/<service>/task-definition.json: ${IMAGE} is the one of this release',
  },
  {
    title: 'The image is not in the repository',
    message:
      'CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref …: not found',
    pattern: /CannotPullContainerError.*not found/,
    cause: 'the repository has no image of this name: it was never pushed, or it has expired',
    fix: 'run `npm run push -- <service>`, then register and deploy again',
  },
  {
    title: 'The execution role may not pull the image',
    message: 'CannotPullContainerError: … is not authorized to perform: ecr:BatchGetImage …',
    pattern:
      /(CannotPullContainerError|ecr registry auth).*(not authorized to perform: (?<action>\S+)|AccessDenied)/,
    cause: 'the execution role does not have the permission to pull from the repository',
    fix: 'restore .aws/policies/execution.json, then run `npm run bootstrap` as an administrator',
  },
  {
    title: 'The task has no way to AWS',
    message:
      'ResourceInitializationError: unable to pull secrets or registry auth: … dial tcp …:443: i/o timeout. Please check your task network configuration.',
    pattern: /i\/o timeout|check your task network configuration|There is a connection issue/,
    cause:
      'the task cannot reach ECR, CloudWatch Logs or its secrets from its subnet and security group',
    fix: 'set assignPublicIp to ENABLED in .aws/<service>/service.json for public subnets, or give private ones a NAT gateway or VPC endpoints',
  },
  {
    title: 'The execution role may not read a secret',
    message:
      'ResourceInitializationError: unable to pull secrets or registry auth: … AccessDeniedException: … is not authorized to perform: ssm:GetParameters on resource: …',
    pattern:
      /unable to (pull|retrieve) secrets?.*not authorized to perform: (?<action>\S+) on resource: (?<resource>[^\s,]+)/,
    cause: 'the execution role may not do <action> on <resource>',
    fix: 'run `npm run bootstrap` as an administrator: it lets the execution role read what the task definitions of .aws name under "secrets"',
  },
  {
    title: 'A secret is not JSON, or lacks the key',
    message:
      "ResourceInitializationError: unable to pull secrets or registry auth: … invalid character 'p' in literal true (expecting 'r')",
    pattern: /invalid character .* (in literal|looking for)|did not contain json key (?<key>\S+)/,
    cause:
      'the task definition asks for a key of a secret, and the value is not a JSON object with it',
    fix: 'store a JSON object with that key, or remove the key from "valueFrom" in .aws/<service>/task-definition.json',
  },
  {
    title: 'A JSON key of a secret is written in another form',
    message: 'unexpected ARN format with parameters when trying to retrieve ASM secret',
    pattern: /unexpected ARN format with parameters/,
    cause: 'the form of a secret with a key is <ARN>:<key>:<stage>:<version>, colons included',
    fix: 'end "valueFrom" in .aws/<service>/task-definition.json with :<key>::',
  },
  {
    title: 'A parameter does not exist',
    message:
      'ResourceInitializationError: unable to pull secrets or registry auth: … unable to retrieve secrets from ssm: … invalid ssm parameters: /shop/API_KEY',
    pattern: /invalid ssm parameters: (?<parameter>[^\s,]+)/,
    cause:
      'the parameter <parameter>, which the task definition names, does not exist in this account and region',
    fix: 'put it with `npm run secret -- put <NAME>`, and write the line that this prints into "secrets" of .aws/<service>/task-definition.json',
  },
  {
    title: 'A secret does not exist',
    message:
      'ResourceInitializationError: unable to pull secrets or registry auth: … unable to retrieve secret from asm: … ResourceNotFoundException: Secrets Manager can’t find the specified secret.',
    pattern: /unable to retrieve secret from asm|unable to pull secrets/,
    cause: 'a secret of the task definition does not exist in this account and region',
    fix: 'put it with `npm run secret -- put <NAME>`, and compare "valueFrom" in .aws/<service>/task-definition.json with the line that this prints',
  },
  {
    title: 'The log group does not exist',
    message:
      'ResourceInitializationError: failed to validate logger args: failed to create CloudWatch log stream: ResourceNotFoundException: The specified log group does not exist.',
    pattern: /log group does not exist/,
    cause: 'the log group that the task definition names does not exist',
    fix: 'run `npm run bootstrap`, which creates the log groups of .aws/<service>/task-definition.json',
  },
  {
    title: 'The log options are incomplete',
    message:
      'ResourceInitializationError: failed to validate logger args: unable to get awslogs driver arguments: awslogs-region is required',
    pattern: /failed to validate logger args/,
    cause: 'the log driver of a container cannot work with its options',
    fix: 'compare logConfiguration in .aws/<service>/task-definition.json with the sample: awslogs-group, awslogs-region and awslogs-stream-prefix',
  },
  {
    title: 'The account has reached a limit of Fargate',
    message:
      "(service server) was unable to place a task. Reason: You've reached the limit on the number of vCPUs you can run concurrently",
    pattern: /reached the limit on the number of (vCPUs|tasks)/,
    cause: 'the account runs as many Fargate vCPUs as its quota allows',
    fix: 'ask for more in Service Quotas (Fargate On-Demand vCPU resource count), or run fewer or smaller tasks',
  },
]
