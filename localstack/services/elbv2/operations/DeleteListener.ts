import type {
  DeleteListenerCommandInput,
  DeleteListenerCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Operation } from '../../service.ts'
import { deleteListener, requireListener } from '../listener.ts'
import { followRoutes } from '../routes.ts'

export const DeleteListener: Operation<DeleteListenerCommandInput, DeleteListenerCommandOutput> = (
  { ListenerArn },
  call,
) => {
  deleteListener(call, requireListener(call, ListenerArn))
  followRoutes(call)
  return {}
}
