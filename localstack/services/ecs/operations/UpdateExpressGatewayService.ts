import type {
  UpdateExpressGatewayServiceCommandInput,
  UpdateExpressGatewayServiceCommandOutput,
} from '@aws-sdk/client-ecs'
import type { Operation } from '../../service.ts'
import { awsError } from '../../../kernel/errors.ts'
import {
  checkExpressActive,
  configurationToApi,
  expressToApi,
  requireExpress,
} from '../express/express-service.ts'
import { checkHealthCheckPath, checkScaling, checkTaskInput } from '../express/rules.ts'
import { scalingOf } from '../express/create.ts'
import { applyUpdate, plannedUpdate } from '../express/update.ts'
import { wakeScheduler } from '../scheduler.ts'

export const UpdateExpressGatewayService: Operation<
  UpdateExpressGatewayServiceCommandInput,
  UpdateExpressGatewayServiceCommandOutput
> = (input, call) => {
  const missing = awsError('ServiceNotFoundException', 'Service not found.')
  const service = requireExpress(call, input.serviceArn, missing)
  checkExpressActive(service)
  checkTaskInput(input)
  if (input.healthCheckPath !== undefined) checkHealthCheckPath(input.healthCheckPath)
  checkScaling(scalingOf(input.scalingTarget, service.express.scalingTarget))
  const planned = plannedUpdate(call, service, input)
  applyUpdate(call, service, planned)
  wakeScheduler(call)
  const { activeConfigurations: _active, ...described } = expressToApi(call, service)
  return {
    service: {
      ...described,
      targetConfiguration: configurationToApi(call, service, service.revisions[0]!),
    },
  }
}
