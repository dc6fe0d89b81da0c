import { ensureDebianImage } from './debian-image.ts'

const base = ['base-files', 'ca-certificates', 'coreutils', 'dash', 'libc6']

/** Stand for the images of Docker Hub that the examples are built from. */
export const pythonImage = () =>
  ensureDebianImage('docker-cloud-test-python', [...base, 'python3', 'python3-minimal'])

export const compilerImage = () =>
  ensureDebianImage('docker-cloud-test-gcc', [...base, 'gcc', 'libc6-dev'])

export const redisImage = () =>
  ensureDebianImage('docker-cloud-test-redis', [...base, 'redis-server'])
