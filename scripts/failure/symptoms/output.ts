import type { Symptom } from '../symptom.ts'

/** What the last lines of a container say. */
export const outputSymptoms: Symptom[] = [
  {
    title: 'The image is for another processor',
    message: 'exec /usr/local/bin/docker-entrypoint.sh: exec format error',
    pattern: /exec format error/,
    output: true,
    cause: 'the image was built for another processor than the one that the task runs on',
    fix: 'set runtimePlatform.cpuArchitecture in .aws/<service>/task-definition.json to the processor of the image (X86_64 or ARM64), and push again: the build follows it',
  },
  {
    title: 'The program may not listen on its port',
    message: 'Error: listen EACCES: permission denied 0.0.0.0:80',
    pattern:
      /(EACCES: permission denied .*:|bind\(\) to .*|Permission denied.*bind.*|bind: permission denied.*)\d*/i,
    output: true,
    cause: 'on Fargate a user other than root cannot listen on a port below 1024',
    fix: 'let the program listen on a port from 1024 on, and set containerPort to it in task-definition.json and service.json of .aws/<service>',
  },
  {
    title: 'The port of the program is taken',
    message: 'Error: listen EADDRINUSE: address already in use 0.0.0.0:80',
    pattern: /EADDRINUSE|address already in use/i,
    output: true,
    cause:
      'two containers of the task listen on the same port; port 80 is taken in every task with a task role',
    fix: 'give each container of .aws/<service>/task-definition.json a port of its own, from 1024 on',
  },
  {
    title: 'The root file system is read-only',
    message: "Error: EROFS: read-only file system, open '/app/cache.json'",
    pattern: /EROFS|read-only file ?system/i,
    output: true,
    cause: 'the program writes to the root file system, which the task definition makes read-only',
    fix: 'mount a volume where it writes, or set readonlyRootFilesystem to false in .aws/<service>/task-definition.json',
  },
  {
    title: 'The program may not write to a path',
    message: "Error: EACCES: permission denied, open '/data/cache.json'",
    pattern: /EACCES: permission denied, |PermissionError: \[Errno 13\]/,
    output: true,
    cause: 'the user of the image may not write there: a volume of the task belongs to root',
    fix: 'create the path in the Dockerfile, give it to the user with `chown`, and declare it with VOLUME: the volume then has its owner and files',
  },
  {
    title: 'A file is not in the image',
    message: "Error: Cannot find module '/app/server/index.ts'",
    pattern:
      /Cannot find module|ModuleNotFoundError|can't open file|No such file or directory|ENOENT: no such file/,
    output: true,
    cause: 'the program looks for a file that the image does not have, or that a volume hides',
    fix: "check the COPY lines of the service's Dockerfile, `.dockerignore` and the command: `docker run --rm -it --entrypoint sh <image>` shows what is there; a volume of the task is empty unless the Dockerfile declares its path with VOLUME",
  },
  {
    title: 'A program of the image is missing',
    message: '/bin/sh: 1: curl: not found',
    pattern: /(?<program>[\w.-]+): (command )?not found/,
    output: true,
    cause: 'a command runs <program>, which the image does not have',
    fix: 'install <program> in the Dockerfile, or use a command that the image has',
  },
  {
    title: 'A host name is not known',
    message: 'Error: getaddrinfo ENOTFOUND database',
    pattern:
      /(getaddrinfo (ENOTFOUND|EAI_AGAIN) |could not translate host name "|Name or service not known|no such host)(?<host>[\w.-]*)/,
    output: true,
    cause:
      'the program connects to a host that does not exist in the VPC; names of compose.yaml exist on your machine only',
    fix: 'give the program the address by an environment variable of .aws/<service>/task-definition.json, with its value in .aws/environments/<environment>.env',
  },
  {
    title: 'A variable or another setting is missing',
    message: 'Error: DATABASE_URL is not set',
    pattern:
      /(?<name>[A-Z][A-Z0-9_]{2,})\b.{0,20} (is|was|must be|has to be)?( not)? ?(set|defined|required|missing|empty)|KeyError: '(?<key>\w+)'/,
    output: true,
    cause: 'the program needs an environment variable that the task does not have',
    fix: 'add it to "environment" of the container in .aws/<service>/task-definition.json, or to "secrets" (`npm run secret -- put <name>`)',
  },
]
