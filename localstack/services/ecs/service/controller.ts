import type { CreateServiceCommandInput } from '@aws-sdk/client-ecs'
import { notImplemented } from '../../../kernel/errors.ts'
import type { Given } from '../../service.ts'

/** The emulator has no other deployment controller than ECS. */
export function checkController({
  deploymentController,
  schedulingStrategy,
}: Pick<Given<CreateServiceCommandInput>, 'deploymentController' | 'schedulingStrategy'>): void {
  if (deploymentController && deploymentController.type !== 'ECS')
    throw notImplemented(`the deployment controller ${deploymentController.type}`)
  if (schedulingStrategy === 'DAEMON') throw notImplemented('the scheduling strategy DAEMON')
}
