import type {
  DescribeCapacityReservationCommandInput,
  DescribeCapacityReservationCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { type Operation, readOnly } from '../../service.ts'
import { reservationOf } from '../capacity-reservation.ts'
import { requireLoadBalancer } from '../load-balancer.ts'

export const DescribeCapacityReservation: Operation<
  DescribeCapacityReservationCommandInput,
  DescribeCapacityReservationCommandOutput
> = readOnly(({ LoadBalancerArn }, call) =>
  reservationOf(requireLoadBalancer(call, LoadBalancerArn)),
)
