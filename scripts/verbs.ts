/** A flag of a verb, as `util.parseArgs` reads it, with its line of help. */
export interface Flag {
  type: 'boolean' | 'string'
  help: string
}

/** The verbs are found by what they are for. */
export const groups = {
  start: 'Start',
  rehearse: 'Rehearse a release on this machine',
  release: 'Release, to AWS or in a rehearsal',
  operate: 'Operate what runs',
  remove: 'Remove',
}

export interface Verb {
  group: keyof typeof groups
  /** One line, as in `--help` and in the README's table. */
  help: string
  flags: Record<string, Flag>
  /** The words that it takes, as in its usage. */
  words?: string
  /** What Ctrl-C leaves, and what the same command does then, where it does not go on. */
  again?: string
  /** It gives the terminal to another program, and has no result: it takes no `--json`. */
  isInteractive?: true
}

/** Names of services; without any a verb works on all of them. */
export const services = '[<service>...]'

const environment: Flag = {
  type: 'string',
  help: 'the environment, as ENVIRONMENT; default: production',
}
const json: Flag = { type: 'boolean', help: 'print the result as JSON, as docs/json.md describes' }
const help: Flag = { type: 'boolean', help: 'show this help' }

/** All flags of a verb: its own, and those of every verb. */
export function flagsOf(name: VerbName): Record<string, Flag> {
  const { flags, isInteractive } = verbs[name] as Verb
  return { ...flags, environment, ...(isInteractive ? {} : { json }), help }
}

const dryRun: Flag = { type: 'boolean', help: 'report what would change, and change nothing' }

/** The verbs: npm script, `scripts/<name>.ts`, row of the README's table and prefix of every error. */
export const verbs = {
  help: {
    group: 'start',
    help: 'Shows all verbs, or prints their completion for a shell.',
    flags: { completion: { type: 'string', help: 'bash, zsh or fish' } },
  },
  setup: {
    group: 'start',
    help: 'Installs and starts what the machine lacks of Docker, and provides the base image.',
    flags: {},
  },
  env: {
    group: 'start',
    words: services,
    help: 'Writes `<service>/.env` from `<service>/.env.example`, and asks for what is missing.',
    flags: {},
  },
  dev: {
    group: 'start',
    isInteractive: true,
    help: 'Runs the services of `compose.yaml` on this machine, and takes up each file that is saved.',
    flags: {},
  },
  rehearse: {
    group: 'rehearse',
    help: 'Runs a whole release on this machine, against the emulator.',
    flags: {
      policy: {
        type: 'boolean',
        help: 'release twice, then report the permissions each role lacked or did not use',
      },
    },
  },
  'rehearse:workflow': {
    group: 'rehearse',
    words: '[<file>]',
    help: 'Runs a workflow of GitHub Actions on this machine, as a push to `main` would on GitHub.',
    flags: {},
  },
  'verify:oidc': {
    group: 'rehearse',
    help: 'Checks, without AWS, that only the jobs of the workflows can assume the roles.',
    flags: {},
  },
  'aws-names': {
    group: 'rehearse',
    help: "Starts a proxy that leads AWS's own names to the emulator.",
    flags: {},
  },
  state: {
    group: 'rehearse',
    words: '<save|load> <file>',
    help: 'Saves the state of the emulator and its images in a file, or loads such a file.',
    flags: {
      'dry-run': { type: 'boolean', help: 'check the file to be loaded, and load nothing' },
      secrets: { type: 'boolean', help: 'save the values of secrets and keys too, in clear' },
    },
  },
  bootstrap: {
    group: 'release',
    help: 'Creates the resources that releases need, once, as an administrator of the account.',
    flags: { 'dry-run': dryRun },
  },
  verify: {
    group: 'release',
    words: services,
    help: 'Compares the files, the commit and its images with the account, before anything changes.',
    flags: {},
  },
  push: {
    group: 'release',
    words: services,
    help: 'Builds the images of this commit and pushes them to ECR.',
    flags: {
      'dry-run': dryRun,
      mirror: { type: 'boolean', help: 'copy images of others, such as `redis`, to ECR too' },
    },
  },
  register: {
    group: 'release',
    words: services,
    help: 'Registers the task definitions with the images of this commit.',
    flags: {
      'dry-run': dryRun,
      force: { type: 'boolean', help: 'register a revision even if nothing has changed' },
    },
  },
  diff: {
    group: 'release',
    words: services,
    help: 'Shows in what the account differs from the files, and exits with 2 if it does.',
    flags: {},
  },
  deploy: {
    group: 'release',
    words: services,
    help: 'Rolls out the newest task definitions, and waits until they are deployed.',
    flags: {
      'dry-run': dryRun,
      timeout: { type: 'string', help: 'minutes until it stops waiting; default: 15' },
    },
  },
  rollback: {
    group: 'release',
    words: services,
    help: 'Rolls back to the last deployment that completed, and waits until it runs.',
    flags: {
      'dry-run': dryRun,
      to: { type: 'string', help: 'a revision of the task definition, or a tag of its image' },
    },
  },
  host: {
    group: 'release',
    words: services,
    help: 'Runs the images of this commit on a Docker host, and replaces containers without a gap.',
    flags: {
      context: { type: 'string', help: 'the Docker context of the host; required' },
      'dry-run': dryRun,
      remove: { type: 'boolean', help: 'remove the services from the host; volumes stay' },
    },
  },
  smoke: {
    group: 'release',
    words: services,
    help: 'Sends the requests of `smoke.json` through the load balancer.',
    flags: {},
  },
  task: {
    group: 'operate',
    words: '<service>',
    help: 'Runs the newest task definition of a service once, with its logs and its exit code.',
    flags: { command: { type: 'string', help: 'a shell command in place of the image’s own' } },
    again: 'a task that was started goes on, and the same command starts another',
  },
  exec: {
    group: 'operate',
    isInteractive: true,
    words: '<service>',
    help: 'Opens a shell in a running task of a service, or runs a command there.',
    flags: {
      container: { type: 'string', help: 'the container, where a task has several' },
      command: { type: 'string', help: 'a program and its arguments in place of /bin/sh' },
    },
  },
  secret: {
    group: 'operate',
    words: '<put|list|rm> [<NAME>]',
    help: 'Writes a secret from standard input, lists the secrets, or deletes one.',
    flags: { 'dry-run': dryRun },
  },
  status: {
    group: 'operate',
    words: services,
    help: 'Shows the services, their deployments, tasks and latest events.',
    flags: { watch: { type: 'boolean', help: 'show them on the terminal until Ctrl-C' } },
  },
  tasks: {
    group: 'operate',
    words: services,
    help: 'Lists the tasks that run, and those that stopped in the last hour, with the reason.',
    flags: { stopped: { type: 'boolean', help: 'only those that stopped' } },
  },
  scale: {
    group: 'operate',
    words: '<service> <count>',
    help: 'Sets the number of tasks of a service, and waits until they run.',
    flags: { 'dry-run': dryRun },
  },
  restart: {
    group: 'operate',
    words: services,
    help: 'Replaces the tasks by new ones of the same task definition, without a failed request.',
    flags: { 'dry-run': dryRun },
    again: 'the deployment goes on, and the same command starts another one',
  },
  cost: {
    group: 'operate',
    help: 'Adds up a month of what runs and of what the files ask for, at public prices.',
    flags: {},
  },
  images: {
    group: 'operate',
    words: services,
    help: 'Lists the images in the repositories, newest first.',
    flags: {},
  },
  logs: {
    group: 'operate',
    words: services,
    help: "Shows the tasks' logs of the last hour, also of tasks that have stopped.",
    flags: {
      since: { type: 'string', help: '15m, 2h, 1d, or a time such as 2026-11-28T14:30' },
      filter: {
        type: 'string',
        help: 'lines with these words: a filter pattern of CloudWatch Logs',
      },
      errors: { type: 'boolean', help: 'lines with the words of errors' },
      task: { type: 'string', help: 'one task, by its id or the first digits of it' },
      follow: { type: 'boolean', help: 'go on until Ctrl-C' },
    },
  },
  destroy: {
    group: 'remove',
    help: 'Deletes everything that bootstrap and the releases created.',
    flags: {
      'dry-run': dryRun,
      account: { type: 'string', help: 'the account to delete from; required on AWS' },
      removed: { type: 'boolean', help: 'only the services that .aws no longer has' },
    },
  },
} satisfies Record<string, Verb>

export type VerbName = keyof typeof verbs

/** The file of a verb below `scripts/`. */
export const fileOf = (name: VerbName): string => `${name.replace(':', '-')}.ts`

/** How a verb is called, with its flags: `deploy [-- --dry-run]`. */
export function usageOf(name: VerbName): string {
  const { flags, words } = verbs[name] as Verb
  const parts = [
    ...Object.entries(flags).map(([flag, { type }]) =>
      type === 'string' ? `[--${flag}=<value>]` : `[--${flag}]`,
    ),
    ...(words ? [words] : []),
  ]
  return parts.length === 0 ? `npm run ${name}` : `npm run ${name} -- ${parts.join(' ')}`
}
