import type { RegistryLogin } from '../../../docker/index.ts'
import {
  findImage,
  type FoundImage,
  onRepository,
  registryLogin,
  registryScope,
} from '../../ecr/public.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { TaskRecord } from '../records.ts'
import { asExecutionRole } from './execution-role.ts'
import { calling, noResource, type TaskFailure, formatAsSdk } from './failure.ts'
import { cannotPull, checkRegistry, noManifest, notFound, type Pulling } from './registry.ts'
import { routeFor } from './route.ts'

/** The login to the registry of an image. */
export type EcrLogin = (image: string) => RegistryLogin

/** Gets the logins to ECR's registries with the task's execution role. */
export function ecrLogin(scope: Scope, task: TaskRecord): EcrLogin {
  const { reaches, address } = routeFor(scope, task, 'ecr.api')
  if (!reaches)
    throw noLogin(
      3,
      `RequestError: send request failed caused by: Post "https://api.ecr.${scope.region}.amazonaws.com/": dial tcp ${address}:443: i/o timeout. Please check your task network configuration.`,
    )
  return calling(
    () =>
      asExecutionRole(
        scope,
        task,
        { action: 'ecr:GetAuthorizationToken', resource: '*' },
        (who) => (image: string) => registryLogin(scope, who, image),
      ),
    (error) => noLogin(1, formatAsSdk(error)),
  )
}

const noLogin = (tries: number, why: string) =>
  noResource(
    `unable to retrieve ecr registry auth: service call has been retried ${tries} time(s): ${why}`,
  )

/**
 * Finds a container's image in ECR. Checks the route to the registry (manifest) and S3 (layers), and the permissions of
 * the execution role. https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
export function findPullable(pulling: Pulling): FoundImage {
  const { scope, container } = pulling
  const { account, region } = registryScope(scope, container.image) ?? scope
  const host = `${account}.dkr.ecr.${region}.amazonaws.com`
  checkRegistry(pulling, host, region === scope.region ? 'ecr.dkr' : host)
  const found = findImage(scope, container.image)
  if (!found) throw notFound(pulling)
  checkPermissions(pulling, found)
  checkLayers(pulling, found)
  return found
}

function checkPermissions(pulling: Pulling, found: FoundImage): void {
  const { scope, task, container } = pulling
  const registry = scope.inAccount(found.registryId, found.region)
  const ask = (action: string, failure: (why: string) => TaskFailure) =>
    calling(
      () => asExecutionRole(scope, task, { ...onRepository(registry, found), action }, () => {}),
      ({ code, message }) => failure(`${code}: ${message}`),
    )
  ask('ecr:BatchGetImage', (why) =>
    noManifest(pulling, 1, `failed to resolve ref ${container.image}: ${why}`),
  )
  ask('ecr:GetDownloadUrlForLayer', (why) => noLayers(pulling, 1, why))
}

const noLayers = (pulling: Pulling, tries: number, why: string) =>
  cannotPull(
    pulling,
    `ref pull has been retried ${tries} time(s): failed to copy: httpReadSeeker: failed open: ${why}`,
  )

/** ECR redirects requests for layers to this bucket. */
function checkLayers(pulling: Pulling, { digest, region }: FoundImage): void {
  const { scope, task } = pulling
  const bucket = `prod-${region}-starport-layer-bucket.s3.${region}.amazonaws.com`
  const { reaches, address } = routeFor(scope, task, region === scope.region ? 's3' : bucket)
  if (reaches) return
  const layer = `https://${bucket}/${digest.slice('sha256:'.length)}`
  throw noLayers(
    pulling,
    5,
    `failed to do request: Get "${layer}": dial tcp ${address}:443: i/o timeout`,
  )
}
