import { LocalstackContainer } from '@testcontainers/localstack'
import { testLabelFlag, testLabels } from './test-run.ts'
import './testcontainers.ts'

const image = process.env.LOCALSTACK_IMAGE ?? 'docker-cloud-localstack'

/** Starts the emulator's image as a LocalStack user would, with the engine's socket mounted. */
export async function startEmulatorContainer(): Promise<{ url: string; stop(): Promise<void> }> {
  const container = await new LocalstackContainer(image)
    .withEnvironment({ CLOCK_RATE: '20', ECS_DOCKER_FLAGS: testLabelFlag })
    .withLabels(testLabels)
    .withBindMounts([{ source: '/var/run/docker.sock', target: '/var/run/docker.sock' }])
    .start()
  const url = `http://localhost:${container.getMappedPort(4566)}`
  return { url, stop: async () => void (await container.stop()) }
}
