import type { DescribeCapacityReservationCommandOutput } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Output } from '../service.ts'
import type { LoadBalancerRecord } from './records.ts'

/** The capacity reserved for a load balancer, which is there at once: nothing here has limits of capacity. */
export const reservationOf = ({
  capacity,
  AvailabilityZones = [],
}: LoadBalancerRecord): Output<DescribeCapacityReservationCommandOutput> => ({
  LastModifiedTime: capacity?.modified,
  DecreaseRequestsRemaining: 2,
  MinimumLoadBalancerCapacity: capacity && { CapacityUnits: capacity.units },
  CapacityReservationState: capacity
    ? AvailabilityZones.map(({ ZoneName }) => ({
        State: { Code: 'provisioned' },
        AvailabilityZone: ZoneName,
        EffectiveCapacityUnits: capacity.units / AvailabilityZones.length,
      }))
    : [],
})
