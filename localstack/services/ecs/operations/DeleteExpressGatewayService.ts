import type {
  DeleteExpressGatewayServiceCommandInput,
  DeleteExpressGatewayServiceCommandOutput,
} from '@aws-sdk/client-ecs'
import type { Operation } from '../../service.ts'
import { invalidParameter } from '../errors.ts'
import { checkExpressActive, expressToApi, requireExpress } from '../express/express-service.ts'
import { wakeScheduler } from '../scheduler.ts'
import { endService } from '../service/end.ts'

/** The resources go with the last task. */
export const DeleteExpressGatewayService: Operation<
  DeleteExpressGatewayServiceCommandInput,
  DeleteExpressGatewayServiceCommandOutput
> = ({ serviceArn }, call) => {
  const service = requireExpress(call, serviceArn, invalidParameter('Resource not found'))
  checkExpressActive(service)
  endService(call, service)
  service.express.updatedAt = call.clock.now()
  wakeScheduler(call)
  return { service: expressToApi(call, service) }
}
