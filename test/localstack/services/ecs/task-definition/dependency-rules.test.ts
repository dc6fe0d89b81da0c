import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startLevels } from '../../../../../localstack/services/ecs/task/start-order.ts'
import { checkDependencies } from '../../../../../localstack/services/ecs/task-definition/dependency-rules.ts'

/** Containers in a row, each of which depends on the next many times over. */
const chain = (length: number) =>
  Array.from({ length }, (_, index) => ({
    name: `c${index}`,
    image: 'a',
    essential: true,
    dependsOn:
      index === length - 1
        ? []
        : Array.from({ length: 20 }, () => ({
            containerName: `c${index + 1}`,
            condition: 'START' as const,
          })),
  }))

test('dependencies are followed once, however many ways lead to a container', () => {
  const containers = chain(10)
  checkDependencies(containers)
  assert.deepEqual(
    startLevels(containers).map((level) => level.map(({ name }) => name)),
    containers.map(({ name }) => [name]).toReversed(),
  )
})

test('a cycle is found at the end of many ways', () => {
  const containers = chain(10)
  containers[9]!.dependsOn = [{ containerName: 'c3', condition: 'START' }]
  assert.throws(() => checkDependencies(containers), {
    message: 'Container dependencies must not contain a cycle.',
  })
})
