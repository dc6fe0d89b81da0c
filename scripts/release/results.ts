import type { VerbName } from '../verbs.ts'
import { kinds } from './changes.ts'
import {
  anything,
  byName,
  list,
  number,
  object,
  oneOf,
  optional,
  type Schema,
  text,
  truth,
  type TypeOf,
} from './schema.ts'

const change = object({
  kind: oneOf(kinds, 'with --dry-run and in diff: what would be done'),
  resource: text('`ECS service server`'),
  service: optional(text('where a verb works on several services')),
  differences: list(
    object({
      path: text('the member, as in the file'),
      found: optional(anything('absent: nothing')),
      desired: optional(anything('absent: nothing')),
    }),
  ),
})

const rollout = object({
  service: text(),
  taskDefinition: text('`docker-cloud-server:3`'),
  tasks: number('that run'),
  seconds: optional(number('of the rollout, by the times of ECS')),
})

const amount = object({
  quantity: text(),
  monthly: optional(number('absent if the price is not known')),
})

const serviceView = object({
  service: text(),
  status: optional(text('absent: it was not deployed')),
  running: number(),
  desired: number(),
  pending: number(),
  deployments: list(
    object({
      status: text(),
      state: optional(text('of the rollout')),
      taskDefinition: text(),
      running: number(),
      desired: number(),
      updated: optional(text('ISO 8601')),
    }),
  ),
  tasks: list(
    object({
      task: text('its id'),
      status: text(),
      health: text(),
      taskDefinition: text(),
      target: optional(text('`172.31.0.5:8080 healthy`, with the reason of the load balancer')),
    }),
  ),
  stopped: list(
    object({
      task: text('its id'),
      taskDefinition: text(),
      time: optional(text('ISO 8601')),
      reason: text(),
    }),
    'in the last hour, newest first',
  ),
  events: list(object({ time: optional(text('ISO 8601')), message: text() }), 'newest first'),
})

/** What each verb returns, besides its changes. Those that are not here return nothing. */
export const results = {
  help: object({
    verbs: optional(
      list(
        object({ name: text(), group: text(), help: text(), usage: text(), flags: byName(text()) }),
      ),
    ),
  }),
  env: object({
    files: list(
      object({
        service: text(),
        file: text(),
        hasTemplate: truth('`<file>.example` exists'),
        added: list(text(), 'the variables that were missing'),
      }),
    ),
  }),
  rehearse: object({
    version: text(),
    addresses: list(text()),
    seconds: number(),
  }),
  'aws-names': object({ endpoint: text(), HTTPS_PROXY: text(), AWS_CA_BUNDLE: text() }),
  state: object({
    done: oneOf(['saved', 'loaded', 'checked']),
    file: text(),
    bytes: number(),
    secrets: truth('the values of secrets and keys are in it'),
  }),
  bootstrap: object({
    variables: byName(text(), 'to set in the GitHub repository'),
  }),
  push: object({
    version: text(),
    revision: text('the tag of the images'),
    images: list(
      object({ service: text(), image: text('by its digest'), bytes: optional(number()) }),
    ),
  }),
  register: object({
    version: text(),
    taskDefinitions: list(
      object({ service: text(), taskDefinition: text(), images: list(text()) }),
    ),
  }),
  verify: object({
    findings: list(
      object({
        level: oneOf(['ok', 'warning', 'error']),
        text: text(),
        service: optional(text()),
        says: optional(text('the message of AWS')),
        fix: optional(text()),
        isInput: optional(truth('it is in the files alone: exit code 3')),
      }),
    ),
  }),
  'verify:oidc': object({
    verdicts: list(
      object({
        role: text(),
        jobs: list(text(), 'the jobs that assume it'),
        rows: list(
          object({
            name: text('the job, or the kind of token'),
            subject: text(),
            isAllowed: truth(),
            isRight: truth('allowed for a job of the workflows, denied for another token'),
            note: optional(text('the error of AWS, or the reason')),
          }),
        ),
        findings: list(text()),
        trustPolicy: optional(text('the trust policy that would allow exactly these jobs')),
      }),
    ),
  }),
  diff: object({
    differences: list(change),
    notCompared: list(object({ verb: text(), reason: text() })),
    removed: list(text(), 'services that .aws no longer has'),
  }),
  deploy: object({ services: list(rollout) }),
  rollback: object({ services: list(rollout) }),
  restart: object({ services: list(rollout) }),
  scale: object({
    service: text(),
    before: number('the desired tasks before'),
    tasks: number('that are desired, and run'),
  }),
  smoke: object({
    addresses: list(text()),
    responses: list(
      object({ path: text('with the host of the file before it'), status: number() }),
    ),
  }),
  task: object({ service: text(), task: text('its id'), exitCode: number() }),
  secret: object({
    secrets: optional(
      list(
        object({ name: text(), version: number(), changed: optional(text('ISO 8601')) }),
        'of list',
      ),
    ),
    valueFrom: optional(text('of put: the ARN for the task definition')),
  }),
  images: object({
    repositories: list(
      object({
        repository: text(),
        images: list(
          object({
            digest: text(),
            index: optional(text('the digest of the image index that it is a part of')),
            bytes: number(),
            pushed: optional(text('ISO 8601')),
            platform: text('`linux/amd64`, or the kind of artifact'),
            tasks: number('that run it'),
            tags: list(text()),
          }),
        ),
      }),
    ),
  }),
  status: object({
    app: text(),
    account: text(),
    region: text(),
    addresses: list(text()),
    services: list(serviceView),
  }),
  tasks: object({
    tasks: list(
      object({
        task: text('its id'),
        service: text(),
        revision: number('of the task definition'),
        versions: list(text(), 'the tags of its image'),
        status: text(),
        health: text(),
        since: optional(text('ISO 8601; of the last of: created, started, stopped')),
        stopCode: optional(text()),
        stoppedReason: optional(text()),
        containers: list(
          object({ name: text(), exitCode: optional(number()), reason: optional(text()) }),
        ),
      }),
    ),
  }),
  cost: object({
    region: text(),
    currency: text(),
    prices: text('the day of the table of prices'),
    hours: number('of a month'),
    items: list(
      object({ name: text(), now: optional(amount), files: optional(amount) }),
      'now: what runs; files: what the files ask for',
    ),
    now: optional(number('the sum; absent if a price is not known')),
    files: optional(number('the sum')),
    free: list(text()),
    notKnown: list(text()),
  }),
  logs: object({
    time: text('ISO 8601'),
    service: text(),
    container: text(),
    task: text('its id'),
    message: text(),
  }),
} satisfies Partial<Record<VerbName, Schema>>

export type ResultOf<Name extends VerbName> = Name extends keyof typeof results
  ? TypeOf<(typeof results)[Name]>
  : void

const failure = object({
  message: text('what was attempted'),
  details: list(text(), 'what is behind it: the answer of AWS, the last lines of a program'),
  service: optional(text()),
  call: optional(text('the call that failed: `ecs:CreateService`')),
  code: optional(text("AWS's name of the error: `AccessDeniedException`")),
  observed: list(text(), 'reasons of tasks, exit codes, output, events'),
  cause: optional(text('the likely cause')),
  fix: optional(text()),
})

/** The document that a verb prints with --json. */
export const documentOf = (name: VerbName) =>
  object({
    verb: oneOf([name], 'its name'),
    environment: text(),
    dryRun: truth('nothing was changed'),
    exitCode: number('0 done, 1 failed, 2 differences, 3 bad input, 130 interrupted'),
    changes: list(change, 'what was created, updated and deleted on AWS'),
    ...(name in results && { result: optional(results[name as keyof typeof results] as Schema) }),
    errors: list(failure, 'one, or one of each service that failed'),
  })

export type Document = Omit<TypeOf<ReturnType<typeof documentOf>>, 'result'> & { result?: unknown }
