import type { StandIn } from '../run.ts'
import { ecrLogin } from './amazon-ecr-login.ts'
import { deployTaskDefinition } from './amazon-ecs-deploy-task-definition.ts'
import { renderTaskDefinition } from './amazon-ecs-render-task-definition.ts'
import { downloadArtifact, uploadArtifact } from './artifacts.ts'
import { buildPush } from './build-push.ts'
import { cache } from './cache.ts'
import { checkout } from './checkout.ts'
import { configureAwsCredentials } from './configure-aws-credentials.ts'
import { dockerLogin } from './docker-login.ts'
import { setupBuildx, setupQemu } from './setup-buildx.ts'
import { setupNode } from './setup-node.ts'

const standIns: Record<string, StandIn> = {
  'actions/cache': cache,
  'actions/checkout': checkout,
  'actions/download-artifact': downloadArtifact,
  'actions/setup-node': setupNode,
  'actions/upload-artifact': uploadArtifact,
  'aws-actions/amazon-ecr-login': ecrLogin,
  'aws-actions/amazon-ecs-deploy-task-definition': deployTaskDefinition,
  'aws-actions/amazon-ecs-render-task-definition': renderTaskDefinition,
  'aws-actions/configure-aws-credentials': configureAwsCredentials,
  'docker/build-push-action': buildPush,
  'docker/login-action': dockerLogin,
  'docker/setup-buildx-action': setupBuildx,
  'docker/setup-qemu-action': setupQemu,
}

export const standInNames = Object.keys(standIns)

export const findStandIn = (repository: string): StandIn | undefined =>
  standIns[repository.toLowerCase()]
