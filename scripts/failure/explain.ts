import { actionOf } from '../release/action.ts'
import { ObservedFailure, serviceOf } from './observed.ts'
import { RunFailure } from '../release/run.ts'
import { type Diagnosis, diagnose, outputMark } from './symptom.ts'
import { symptoms } from './symptoms.ts'

/** An error whose message is a complete explanation. */
export class Explained extends Error {
  readonly exitCode: number | undefined

  constructor(message: string, exitCode?: number) {
    super(message)
    this.exitCode = exitCode
  }
}

/** An error whose fix is known where it is found. */
export class Diagnosed extends Error {
  readonly details: string[]
  readonly fix: string | undefined
  readonly exitCode: number

  constructor(
    message: string,
    { details, fix, exitCode }: Pick<Failure, 'details' | 'fix'> & { exitCode: number },
  ) {
    super(message)
    this.details = details
    this.fix = fix
    this.exitCode = exitCode
  }
}

/** A failure as data. */
export interface Failure {
  message: string
  /** What is behind it: the error of AWS, the last lines of a program. */
  details: string[]
  /** The service on which the verb failed. */
  service?: string | undefined
  /** The call of AWS that failed, as IAM writes it, and AWS's name of the error. */
  call?: string | undefined
  code?: string | undefined
  /** The reasons of tasks, exit codes, output, events. */
  observed: string[]
  cause?: string | undefined
  fix?: string | undefined
}

/**
 * Explains an error on one screen: what was attempted, what AWS answered, what was observed, the
 * likely cause, and the fix. Errors of several services follow one another.
 */
export function explain(verb: string, error: Error): string {
  if (error instanceof Explained) return error.message
  if (error instanceof AggregateError)
    return error.errors.map((one: Error) => explain(verb, one)).join('\n')
  const { message, details, observed, ...advice } = failureOf(error)
  return [
    `docker-cloud ${verb}: ${message}`,
    ...[...details, ...observed].map((line) => `  ${line}`),
    ...adviceLines(advice),
  ].join('\n')
}

/** The failures that an error has: one for each service that failed. */
export const failuresOf = (error: Error): Failure[] =>
  error instanceof AggregateError ? error.errors.flatMap(failuresOf) : [failureOf(error)]

function failureOf(error: Error): Failure {
  const chain = causes(error)
  const [message = '', ...details] = chain.map(sentence)
  const observed = chain.flatMap((one) => (one instanceof ObservedFailure ? one.observed : []))
  // What says most may stand before the last lines, as where npm ends with its usage.
  const output = chain.flatMap((one) => (one instanceof RunFailure ? one.output : []))
  const lines = [
    ...observed,
    ...[message, ...details].flatMap((line) => line.split('\n')),
    ...output.map((line) => outputMark + line),
  ]
  const ofAws = chain.find(actionOf)
  const known = error instanceof Diagnosed ? error : undefined
  const { cause, fix }: Pick<Failure, 'cause' | 'fix'> =
    (known ? { fix: known.fix } : adviceFor(chain, lines, serviceOf(error))) ?? {}
  return {
    message,
    details: [...details, ...(known?.details ?? [])],
    service: serviceOf(error),
    call: ofAws && actionOf(ofAws),
    code: ofAws && !isUnreachable(ofAws) ? ofAws.name : undefined,
    observed,
    cause,
    fix,
  }
}

function causes(error: Error): Error[] {
  return error.cause instanceof Error ? [error, ...causes(error.cause)] : [error]
}

function sentence(error: Error): string {
  const action = actionOf(error)
  const words = error.message || codeOf(error)
  if (!action) return words
  if (isUnreachable(error)) return `${action} did not reach AWS: ${words}`
  const status = unreadableStatus(error)
  if (status) return unreadable(action, status)
  return `${action} failed with ${error.name}: ${words}`
}

/** The HTTP status of a response that is neither a result nor an error of AWS. */
function unreadableStatus(error: Error): number | undefined {
  const { $fault, $response } = error as { $fault?: string; $response?: { statusCode: number } }
  return $fault ? undefined : $response?.statusCode
}

function unreadable(action: string, status: number): string {
  const { AWS_ENDPOINT_URL: endpoint } = process.env
  return endpoint
    ? `${endpoint} does not implement ${action} as AWS does: its response, HTTP status ${status}, is neither a result nor an error of AWS`
    : `the response to ${action}, HTTP status ${status}, is neither a result nor an error of AWS: a proxy may be on the way`
}

const codeOf = (error: Error) => (error as NodeJS.ErrnoException).code ?? error.name

const isUnreachable = (error: Error) =>
  ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT'].includes(codeOf(error))

type Advice = Partial<Diagnosis> & Pick<Diagnosis, 'fix'>

function adviceFor(chain: Error[], lines: string[], service?: string): Advice | undefined {
  const ofAws = chain.filter(actionOf)
  if (ofAws.some(isUnreachable)) return { fix: unreachable() }
  const found = diagnose(symptoms, lines, service)
  return !found && ofAws.some(isNotImplemented) ? { fix: notImplemented } : found
}

/** The likely cause and the fix of what was observed on a service, as lines. */
export const adviceOn = (observed: string[], service: string): string[] =>
  adviceLines(diagnose(symptoms, observed, service) ?? {})

const adviceLines = ({ cause, fix }: Pick<Failure, 'cause' | 'fix'>): string[] => [
  ...(cause ? [`  Likely cause: ${cause}`] : []),
  ...(fix ? [`  What to do: ${fix}`] : []),
]

function unreachable(): string {
  const { AWS_ENDPOINT_URL: endpoint } = process.env
  if (!endpoint) return 'check the network and AWS_REGION, then run this again'
  return `nothing answers at ${endpoint}: start it (\`npm run rehearse\`, or \`docker compose up --wait localstack\`), then run this again`
}

const isNotImplemented = (error: Error) =>
  error.name === 'InternalFailure' && statusOf(error) === 501

const statusOf = (error: Error) =>
  (error as { $metadata?: { httpStatusCode?: number | undefined } }).$metadata?.httpStatusCode

const notImplemented =
  'this endpoint does not implement the call; LocalStack needs a plan that includes ECR, ECS and ELB'
