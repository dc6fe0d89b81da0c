import type { Symptom } from '../symptom.ts'

const without =
  'remove LOCALSTACK_AUTH_TOKEN from the environment and from `.env`: the embedded emulator then starts in its place'

/** LocalStack in the place of the embedded emulator, as of 2026. */
export const localstackSymptoms: Symptom[] = [
  {
    title: 'LocalStack cannot check its token',
    message:
      "HTTPSConnectionPool(host='api.localstack.cloud', port=443): Max retries exceeded with url: …",
    pattern: /api\.localstack\.cloud.*(Max retries exceeded|Failed to establish|timed out)/,
    cause: 'LocalStack checks its token at api.localstack.cloud, which this network does not reach',
    fix: `check the network and its proxy, or ${without}`,
  },
  {
    title: 'LocalStack does not accept the token',
    message: 'The license activation failed for the following reason:',
    pattern: /license activation failed/i,
    cause:
      'LOCALSTACK_AUTH_TOKEN is wrong or has expired, or its user has no license; the reason is in the log above',
    fix: `take the token from https://app.localstack.cloud/settings/auth-tokens, or ${without}`,
  },
  {
    title: "LocalStack's plan lacks a service",
    message:
      "The API for service 'ecr' is either not included in your current license plan or has not yet been emulated by LocalStack.",
    pattern:
      /The API for service '?(?<api>[\w-]+)'? is either not included in your current license plan/,
    cause: 'the plan of LOCALSTACK_AUTH_TOKEN does not include <api>',
    fix: `take a plan that includes ECR, ECS and ELB, or ${without}`,
  },
  {
    title: 'Docker Hub cannot be reached',
    message: 'Error response from daemon: Get "https://registry-1.docker.io/v2/": …',
    pattern: /Get "https:\/\/registry-1\.docker\.io\/v2\/"/,
    output: true,
    cause: 'an image is not on this machine, and the engine does not reach Docker Hub',
    fix: `check the network and the engine's proxy (https://docs.docker.com/engine/daemon/proxy/); \`npm run setup\` provides the base image without Docker Hub. If it is LocalStack's image, ${without}`,
  },
]
