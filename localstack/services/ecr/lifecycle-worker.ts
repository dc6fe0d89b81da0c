import type { Emulator, Worker } from '../service.ts'
import type { Scope } from '../../kernel/scope.ts'
import { type Deletion, removeImage } from './delete-image.ts'
import { ImageUses } from './image-uses.ts'
import { evaluateLifecyclePolicy } from './lifecycle-evaluation.ts'
import { registry } from './state.ts'
import { archive } from './storage-class.ts'
import type { RepositoryRecord } from './records.ts'

/** ECR promises to act within 24 hours of an image meeting a rule. */
const interval = 12 * 60 * 60 * 1000

/** Carries lifecycle policies out, again and again. */
export function startLifecycleWorker(emulator: Emulator): Worker {
  const round = () => {
    cancel = emulator.clock.wait(interval, round)
    applyAll(emulator)
  }
  let cancel = emulator.clock.wait(interval, round)
  return { close: () => cancel() }
}

function applyAll({ store, scope, log }: Emulator): void {
  for (const { account, region, state } of store.all(registry))
    for (const repository of state.repositories.values()) {
      const { repositoryName, lifecyclePolicyText } = repository
      if (lifecyclePolicyText === undefined) continue
      const count = apply(scope(account, region), repository, lifecyclePolicyText)
      if (count > 0) log('ecr', `the lifecycle policy of ${repositoryName} took ${count} images`)
    }
  store.save()
}

function apply(scope: Scope, repository: RepositoryRecord, policyText: string): number {
  const now = scope.clock.now()
  const selected = evaluateLifecyclePolicy(repository, policyText, now)
  const uses = new ImageUses(repository)
  for (const { image, rule } of selected)
    if (rule.action.type === 'transition') archive(image, now)
    else removeWithReferrers(scope, { repository, uses }, image.digest)
  repository.lifecycleEvaluatedAt = now
  return selected.length
}

/** An expired image takes along what refers to it: signatures, attestations, and what refers to those. */
function removeWithReferrers(scope: Scope, from: Deletion, digest: string): void {
  const pending = [digest]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    pending.push(...from.uses.referrersOf(next))
    const image = from.repository.images.get(next)
    if (image) removeImage(scope, from, image)
  }
}
