import type { Symptom } from '../symptom.ts'

/** A task starts, and does not become healthy or stops again. */
export const rolloutSymptoms: Symptom[] = [
  {
    title: 'The container used more memory than it has',
    message: 'OutOfMemoryError: Container killed due to memory usage',
    pattern: /OutOfMemoryError|exit code 137/,
    cause: 'the container was killed because it used more memory than it may (exit code 137)',
    fix: 'raise "memory" in .aws/<service>/task-definition.json to one of Fargate\'s values for its "cpu", and the container\'s own "memory" if it has one; or let the program use less',
  },
  {
    title: 'The health check gets another status',
    message:
      '(service server) (task …) (port 8080) is unhealthy in (target-group …) due to (reason Health checks failed with these codes: [404])',
    pattern: /Health checks failed with these codes: \[(?<status>\d+)\]/,
    cause: 'the load balancer requests the health path, and the program answers <status>',
    fix: 'set HealthCheckPath in .aws/<service>/target-group.json to a path that answers 200, or Matcher.HttpCode to <status> if that is right',
  },
  {
    title: 'The health check gets no answer in time',
    message:
      '(service server) (task …) (port 8080) is unhealthy in (target-group …) due to (reason Request timed out)',
    pattern: /reason Request timed out/,
    cause:
      'the program accepts no connection or does not answer within the timeout: it is too slow, it has not started yet, or a security group does not let the load balancer reach it',
    fix: 'raise HealthCheckTimeoutSeconds in .aws/<service>/target-group.json, and healthCheckGracePeriodSeconds in service.json to longer than the program takes to start; `npm run bootstrap` restores the security groups',
  },
  {
    title: 'The program does not accept connections on its port',
    message:
      '(service server) (task …) (port 8080) is unhealthy in (target-group …) due to (reason Health checks failed)',
    pattern: /\(port (?<port>\d+)\) is unhealthy .*\(reason Health checks failed\)/,
    cause:
      'connections to port <port> of the task are rejected: the program listens on another port, or on 127.0.0.1 only',
    fix: 'let the program listen on 0.0.0.0 and on port <port>, or set containerPort in task-definition.json and service.json of .aws/<service> to its port',
  },
  {
    title: 'The container health check fails',
    message: 'Task failed container health checks',
    pattern: /failed container health checks/,
    cause: 'the healthCheck of the container fails: its command ends with another code than 0',
    fix: 'run the command of "healthCheck" in .aws/<service>/task-definition.json in the image: it needs the programs that it calls, the right port, and a startPeriod longer than the program takes to start',
  },
  {
    title: 'The load balancer health check fails',
    message: 'Task failed ELB health checks in (target-group …)',
    pattern: /failed ELB health checks/,
    cause: 'the load balancer got no healthy answer from the task',
    fix: 'compare port and path of .aws/<service>/target-group.json with what the program answers; `npm run status -- <service>` shows the reason of each target',
  },
  {
    title: 'The program ended, and nothing was wrong',
    message: 'container server: exit code 0',
    pattern: /exit code 0\b/,
    cause: 'the program ended by itself: a service has to run until it is stopped',
    fix: 'check the command of .aws/<service>; if it is a job, remove service.json and run it with `npm run task -- <service>`',
  },
  {
    title: 'The command cannot be started',
    message: 'container server: exit code 127',
    pattern: /exit code 12[67]\b|executable file not found|CannotStartContainerError/,
    cause: 'the command of the container is not in the image, or cannot be executed',
    fix: 'check "command" and "entryPoint" in .aws/<service>/task-definition.json, and CMD and ENTRYPOINT of the Dockerfile',
  },
  {
    title: 'The program crashed',
    message: 'container server: exit code 1',
    pattern: /exit code [1-9]\d*/,
    cause: 'the program ended with an error; its last lines, if it wrote any, are above',
    fix: 'mend what they say; `npm run logs -- <service>` shows more, and `docker compose up` runs the same image on this machine',
  },
  {
    title: 'The percents leave no room for a rollout',
    message:
      '(service server) was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
    pattern: /because of the service deployment configuration/,
    cause: 'minimumHealthyPercent and maximumPercent let ECS neither stop nor start a task',
    fix: 'set maximumPercent to 200 in .aws/<service>/service.json',
  },
  {
    title: 'The deployment takes longer than the wait',
    message: 'timed out after 900 s waiting for deployment …',
    pattern: /^timed out after [\d.]+ s waiting for deployment/,
    cause: 'the deployment goes on: nothing has failed so far',
    fix: '`npm run status -- --watch <service>` shows how it ends; after a deploy, `npm run deploy -- --timeout=30 <service>` waits for the same deployment for 30 minutes. Do not deploy after a rollback: that brings the newer revision back',
  },
]
