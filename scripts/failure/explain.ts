import { actionOf } from '../release/action.ts'
import { ObservedFailure, serviceOf } from './observed.ts'
import { type Diagnosis, diagnose } from './symptom.ts'
import { symptoms } from './symptoms.ts'

/** An error whose message is a complete explanation. */
export class Explained extends Error {}

/**
 * Explains an error on one screen: what was attempted, what AWS answered, what was observed, the
 * likely cause, and the fix. Errors of several services follow one another.
 */
export function explain(verb: string, error: Error): string {
  if (error instanceof Explained) return error.message
  if (error instanceof AggregateError)
    return error.errors.map((one: Error) => explain(verb, one)).join('\n')
  const chain = causes(error)
  const said = chain.flatMap((one, index) =>
    index === 0 ? [sentence(one)] : [`  ${sentence(one)}`],
  )
  const observed = chain.flatMap((one) => (one instanceof ObservedFailure ? one.observed : []))
  const lines = [...observed, ...said.flatMap((line) => line.split('\n'))]
  return [
    `docker-cloud ${verb}: ${said[0]}`,
    ...said.slice(1),
    ...observed.map((line) => `  ${line}`),
    ...adviceLines(adviceFor(chain, lines, serviceOf(error))),
  ].join('\n')
}

function causes(error: Error): Error[] {
  return error.cause instanceof Error ? [error, ...causes(error.cause)] : [error]
}

function sentence(error: Error): string {
  const action = actionOf(error)
  const words = error.message || codeOf(error)
  if (!action) return words
  if (isUnreachable(error)) return `${action} did not reach AWS: ${words}`
  return `${action} failed with ${error.name}: ${words}`
}

const codeOf = (error: Error) => (error as NodeJS.ErrnoException).code ?? error.name

const isUnreachable = (error: Error) =>
  ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT'].includes(codeOf(error))

type Advice = Partial<Diagnosis> & Pick<Diagnosis, 'fix'>

function adviceFor(chain: Error[], lines: string[], service?: string): Advice | undefined {
  const ofAws = chain.filter(actionOf)
  if (ofAws.some(isUnreachable)) return { fix: unreachable() }
  if (ofAws.some(isNotImplemented)) return { fix: notImplemented }
  return diagnose(symptoms, lines, service)
}

/** The likely cause and the fix of what was observed on a service, as lines. */
export const adviceOn = (observed: string[], service: string): string[] =>
  adviceLines(diagnose(symptoms, observed, service))

function adviceLines(advice: Advice | undefined): string[] {
  if (!advice) return []
  return [
    ...(advice.cause ? [`  Likely cause: ${advice.cause}`] : []),
    `  What to do: ${advice.fix}`,
  ]
}

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
