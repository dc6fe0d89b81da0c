/** A flag of a verb, as `util.parseArgs` reads it, with its line of help. */
export interface Flag {
  type: 'boolean' | 'string'
  help: string
}

export interface Verb {
  /** One line, as in `--help` and in the README's table. */
  help: string
  flags: Record<string, Flag>
  /** It takes names of services; without any it works on all of them. */
  services?: true
}

const dryRun: Flag = { type: 'boolean', help: 'report what would change, and change nothing' }

/** The verbs: npm script, `scripts/<name>.ts`, row of the README's table and prefix of every error. */
export const verbs = {
  setup: {
    help: 'Installs and starts what the machine lacks of Docker, and provides the base image.',
    flags: {},
  },
  dev: {
    help: 'Serves `server/` on http://localhost:8090, and rebuilds it whenever a file is saved.',
    flags: {},
  },
  rehearse: {
    help: 'Runs a whole release on this machine, against the emulator.',
    flags: {
      policy: {
        type: 'boolean',
        help: 'release twice, then report the permissions each role lacked or did not use',
      },
    },
  },
  'rehearse:workflow': {
    help: 'Runs `.github/workflows/deploy.yml` on this machine, as a push to `main` would on GitHub.',
    flags: {},
  },
  'verify:oidc': {
    help: 'Checks, without AWS, that only the jobs of the workflows can assume the roles.',
    flags: {},
  },
  bootstrap: {
    help: 'Creates the resources that releases need, once, as an administrator of the account.',
    flags: { 'dry-run': dryRun },
  },
  push: {
    services: true,
    help: 'Builds the images of this commit and pushes them to ECR.',
    flags: { 'dry-run': dryRun },
  },
  register: {
    services: true,
    help: 'Registers the task definitions with the images of this commit.',
    flags: {
      'dry-run': dryRun,
      force: { type: 'boolean', help: 'register a revision even if nothing has changed' },
    },
  },
  deploy: {
    services: true,
    help: 'Rolls out the newest task definitions, and waits until they are deployed.',
    flags: { 'dry-run': dryRun },
  },
  smoke: {
    services: true,
    help: 'Sends the requests of `smoke.json` through the load balancer.',
    flags: {},
  },
  task: {
    services: true,
    help: 'Runs the newest task definition of a service once, with its logs and its exit code.',
    flags: { command: { type: 'string', help: 'a shell command in place of the image’s own' } },
  },
  status: {
    services: true,
    help: 'Shows the services, their deployments, tasks and latest events.',
    flags: {},
  },
  images: {
    services: true,
    help: 'Lists the images in the repositories, newest first.',
    flags: {},
  },
  logs: {
    services: true,
    help: "Shows the tasks' logs of the last hour.",
    flags: { follow: { type: 'boolean', help: 'go on until Ctrl-C' } },
  },
  destroy: {
    help: 'Deletes everything that bootstrap and the releases created.',
    flags: {
      'dry-run': dryRun,
      account: { type: 'string', help: 'the account to delete from; required on AWS' },
    },
  },
} satisfies Record<string, Verb>

export type VerbName = keyof typeof verbs

/** The file of a verb below `scripts/`. */
export const fileOf = (name: VerbName): string => `${name.replace(':', '-')}.ts`

/** How a verb is called, with its flags: `deploy [-- --dry-run]`. */
export function usageOf(name: VerbName): string {
  const { flags, services } = verbs[name] as Verb
  const words = [
    ...Object.entries(flags).map(([flag, { type }]) =>
      type === 'string' ? `[--${flag}=<value>]` : `[--${flag}]`,
    ),
    ...(services ? ['[<service>...]'] : []),
  ]
  return words.length === 0 ? `npm run ${name}` : `npm run ${name} -- ${words.join(' ')}`
}
