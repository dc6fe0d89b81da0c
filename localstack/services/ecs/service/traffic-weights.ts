import type { ServiceRevisionSummary } from '@aws-sdk/client-ecs'

/** The traffic of a revision before the first shift, and after a rollback. */
export const noTraffic = {
  requestedTestTrafficWeight: 0,
  requestedProductionTrafficWeight: 0,
} satisfies ServiceRevisionSummary

/** The traffic that a revision leaves to the one before. A rolling update shifts none. */
export const remainingTraffic = ({
  requestedTestTrafficWeight: test,
  requestedProductionTrafficWeight: production,
}: ServiceRevisionSummary = {}): ServiceRevisionSummary =>
  test === undefined || production === undefined
    ? {}
    : {
        requestedTestTrafficWeight: 100 - test,
        requestedProductionTrafficWeight: 100 - production,
      }
