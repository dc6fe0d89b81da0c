import assert from 'node:assert/strict'
import {
  CreateRepositoryCommand,
  type ECRClient,
  ListImagesCommand,
  PutImageCommand,
  PutLifecyclePolicyCommand,
} from '@aws-sdk/client-ecr'
import { movableClock } from '../../../support/clock.ts'
import { openEmulator, type Target } from '../../../support/target.ts'
import { clientOf, pushImage, type RegistryFetch, registryOf } from './client.ts'

export const day = 24 * 60 * 60
export const repositoryName = 'app'

export interface Rule {
  selection: object
  action?: object
}

/** A rule that keeps so many of the images with these tags. */
export const tagged = (tagPatternList: string[], countNumber: number): Rule => ({
  selection: { tagStatus: 'tagged', tagPatternList, countType: 'imageCountMoreThan', countNumber },
})

/** A rule about all images, so many days after something. */
export const since = (countType: string, countNumber: number, more: object = {}): Rule => ({
  selection: { tagStatus: 'any', countType, countUnit: 'days', countNumber, ...more },
})

/** A policy of rules in order; they expire images unless they say otherwise. */
export const policyOf = (...rules: Rule[]) =>
  JSON.stringify({
    rules: rules.map(({ selection, action = { type: 'expire' } }, index) => ({
      rulePriority: index + 1,
      description: 'a rule of the test',
      selection,
      action,
    })),
  })

/** A repository whose images grow old as fast as a test likes. */
export class AgeingRepository implements AsyncDisposable {
  readonly ecr: ECRClient
  readonly clock: ReturnType<typeof movableClock>
  readonly #target: Target
  registry: RegistryFetch

  private constructor(
    target: Target,
    clock: ReturnType<typeof movableClock>,
    registry: RegistryFetch,
  ) {
    this.ecr = clientOf(target)
    this.clock = clock
    this.#target = target
    this.registry = registry
  }

  static async open(): Promise<AgeingRepository> {
    const clock = movableClock()
    const target = await openEmulator({ clock })
    const repository = new AgeingRepository(target, clock, await registryOf(target))
    await repository.ecr.send(new CreateRepositoryCommand({ repositoryName }))
    return repository
  }

  [Symbol.asyncDispose]() {
    return this.#target[Symbol.asyncDispose]()
  }

  /** Moves the clock, and logs in again, for a login lasts 12 hours. */
  async forward(days: number): Promise<void> {
    this.clock.forward(days * day)
    this.registry = await registryOf(this.#target)
  }

  /** Pushes an image under some tags, a minute after the one before. */
  async push(...tags: string[]): Promise<string> {
    this.clock.forward(60)
    const layer = `layer of ${tags.join()} at ${this.clock.now().getTime()}`
    const pushed = await pushImage(this.registry, repositoryName, { tag: tags[0], layer })
    assert.equal(pushed.response.status, 201)
    const imageManifest = pushed.body
    for (const imageTag of tags.slice(1))
      await this.ecr.send(new PutImageCommand({ repositoryName, imageManifest, imageTag }))
    return pushed.digest
  }

  async put(...rules: Rule[]): Promise<void> {
    const lifecyclePolicyText = policyOf(...rules)
    await this.ecr.send(new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText }))
  }

  /** The images that a plain listing shows. */
  async digests(): Promise<Set<string | undefined>> {
    const { imageIds } = await this.ecr.send(new ListImagesCommand({ repositoryName }))
    return new Set(imageIds!.map(({ imageDigest }) => imageDigest))
  }
}
