import type { RollingConfiguration } from './configuration.ts'

/** The steps in which a strategy shifts production traffic. */
export interface TrafficSteps {
  /** The percentage of the new revision after the next step. */
  next(configuration: RollingConfiguration, percent: number): number
  /** Minutes before the step after that. */
  pause(configuration: RollingConfiguration): number
}

export const allAtOnce: TrafficSteps = { next: () => 100, pause: () => 0 }

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CanaryConfiguration.html */
export const canarySteps: TrafficSteps = {
  next: ({ canaryConfiguration }, percent) =>
    percent === 0 ? (canaryConfiguration?.canaryPercent ?? 5) : 100,
  pause: ({ canaryConfiguration }) => canaryConfiguration?.canaryBakeTimeInMinutes ?? 10,
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinearConfiguration.html */
export const linearSteps: TrafficSteps = {
  next: ({ linearConfiguration }, percent) =>
    Math.min(100, tenths(percent + (linearConfiguration?.stepPercent ?? 10))),
  pause: ({ linearConfiguration }) => linearConfiguration?.stepBakeTimeInMinutes ?? 6,
}

const tenths = (percent: number) => Math.round(percent * 10) / 10
