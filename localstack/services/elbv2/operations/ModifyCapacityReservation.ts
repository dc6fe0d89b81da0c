import type {
  ModifyCapacityReservationCommandInput,
  ModifyCapacityReservationCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { reservationOf } from '../capacity-reservation.ts'
import { requireLoadBalancer } from '../load-balancer.ts'

export const ModifyCapacityReservation: Operation<
  ModifyCapacityReservationCommandInput,
  ModifyCapacityReservationCommandOutput
> = ({ LoadBalancerArn, MinimumLoadBalancerCapacity, ResetCapacityReservation }, call) => {
  const balancer = requireLoadBalancer(call, LoadBalancerArn)
  const units = MinimumLoadBalancerCapacity?.CapacityUnits
  if (units === undefined && !ResetCapacityReservation)
    throw awsError(
      'ValidationError',
      'Either MinimumLoadBalancerCapacity or ResetCapacityReservation must be specified',
    )
  balancer.capacity =
    units === undefined || ResetCapacityReservation
      ? undefined
      : { units, modified: call.clock.now() }
  return reservationOf(balancer)
}
