import { actionOf } from './action.ts'

/** An error whose message is a complete explanation. */
export class Explained extends Error {}

/** Explains an error on one screen: what was attempted, what AWS answered, and what to do. */
export function explain(verb: string, error: Error): string {
  if (error instanceof Explained) return error.message
  const chain = causes(error)
  const [first, ...rest] = chain.map(sentence)
  const advice = chain.map(adviceFor).find(Boolean)
  return [
    `docker-cloud ${verb}: ${first}`,
    ...rest.map((line) => `  ${line}`),
    ...(advice ? [`  What to do: ${advice}`] : []),
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

function adviceFor(error: Error): string | undefined {
  if (!actionOf(error)) return undefined
  if (isUnreachable(error)) return unreachable()
  if (error.name === 'InternalFailure' && statusOf(error) === 501) return notImplemented
  return advice.find(([code]) => code.test(error.name))?.[1]
}

function unreachable(): string {
  const { AWS_ENDPOINT_URL: endpoint } = process.env
  if (!endpoint) return 'check the network and AWS_REGION, then run this again'
  return `nothing answers at ${endpoint}: start it (\`npm run rehearse\`, or \`docker compose up --wait localstack\`), then run this again`
}

const statusOf = (error: Error) =>
  (error as { $metadata?: { httpStatusCode?: number | undefined } }).$metadata?.httpStatusCode

const notImplemented =
  'this endpoint does not implement the call; LocalStack needs a plan that includes ECR, ECS and ELB'

const advice: [code: RegExp, fix: string][] = [
  [
    /^(CredentialsProviderError|TokenProviderError)/,
    'set credentials: AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (.env.example)',
  ],
  [/^(ExpiredToken|RequestExpired)/, 'get fresh credentials, then run this again'],
  [
    /^(UnrecognizedClient|InvalidClientTokenId|SignatureDoesNotMatch|InvalidSignature)/,
    'check the credentials: AWS rejects this key',
  ],
  [
    /^(AccessDenied|UnauthorizedOperation|AuthorizationError)/,
    'if .aws/policies has changed, an administrator has to run `npm run bootstrap`',
  ],
  [
    /^(RepositoryNotFound|ClusterNotFound|LoadBalancerNotFound|TargetGroupNotFound)/,
    'run `npm run bootstrap` first',
  ],
  [/^(Throttling|TooManyRequests|RequestLimitExceeded)/, 'wait a minute, then run this again'],
]
