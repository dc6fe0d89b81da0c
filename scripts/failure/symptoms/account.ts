import type { Symptom } from '../symptom.ts'

/** Errors of AWS's APIs, by code. */
export const accountSymptoms: Symptom[] = [
  {
    title: 'There are no credentials',
    message: 'CredentialsProviderError: Could not load credentials from any providers',
    pattern: /CredentialsProviderError|TokenProviderError/,
    cause: 'the AWS SDK found no credentials',
    fix: 'set credentials: AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (.env.example)',
  },
  {
    title: 'The credentials have expired',
    message: 'ExpiredToken: The security token included in the request is expired',
    pattern: /ExpiredToken|RequestExpired/,
    cause: 'the credentials were valid for some time only',
    fix: 'get fresh credentials, then run this again',
  },
  {
    title: 'AWS does not know the credentials',
    message: 'InvalidClientTokenId: The security token included in the request is invalid.',
    pattern:
      /UnrecognizedClient|InvalidClientTokenId|SignatureDoesNotMatch|InvalidSignature|AuthFailure/,
    cause: 'the key does not exist in AWS, or the secret does not belong to it',
    fix: 'check the credentials: AWS rejects this key',
  },
  {
    title: 'GitHub’s token does not fit the trust policy',
    message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    pattern: /Not authorized to perform sts:AssumeRoleWithWebIdentity/,
    cause: 'the trust policy of the role does not allow the subject of the job’s token',
    fix: 'run `npm run verify:oidc`, which names the subjects of each job; GITHUB_REPOSITORY has to be right, and a repository made since 15 July 2026 needs its ids (docs/oidc.md)',
  },
  {
    title: 'ECS is used for the first time in the account',
    message:
      'Unable to assume the service linked role. Please verify that the ECS service linked role exists.',
    pattern: /Unable to assume the service linked role/,
    cause: 'AWS creates the role of ECS at its first use, and it takes some seconds until it works',
    fix: 'run this again',
  },
  {
    title: 'A permission is missing',
    message:
      'AccessDeniedException: User: … is not authorized to perform: ecs:UpdateService on resource: …',
    pattern: /AccessDenied|UnauthorizedOperation|AuthorizationError/,
    cause: 'the policies of the role do not allow the call, in .aws/policies or in the account',
    fix: 'if .aws/policies has changed, an administrator has to run `npm run bootstrap`',
  },
  {
    title: 'Bootstrap has not run',
    message: 'RepositoryNotFoundException: The repository with name … does not exist',
    pattern: /RepositoryNotFound|ClusterNotFound|LoadBalancerNotFound|TargetGroupNotFound/,
    cause: 'a resource of bootstrap does not exist in this account and region',
    fix: 'run `npm run bootstrap` first, and check AWS_REGION',
  },
  {
    title: 'Another run works on the same app',
    message: 'RepositoryAlreadyExistsException: The repository with name … already exists',
    pattern:
      /AlreadyExists|Duplicate(LoadBalancerName|TargetGroupName|Listener)|\.Duplicate|NoSuchEntity|ConcurrentModification|ServiceNotActive|was not idempotent|definition is inactive\. You cannot deregister/,
    cause: 'another run created, changed or deleted the same resource at the same time',
    fix: 'wait until the other run has ended, then run this again',
  },
  {
    title: 'AWS limits the rate of calls',
    message: 'ThrottlingException: Rate exceeded',
    pattern: /Throttling|TooManyRequests|RequestLimitExceeded|Rate exceeded/,
    cause: 'the account made more calls than AWS answers in a short time',
    fix: 'wait a minute, then run this again',
  },
]
