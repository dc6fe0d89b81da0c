import type { Symptom } from '../symptom.ts'

/** The builder's output. */
export const buildSymptoms: Symptom[] = [
  {
    title: 'COPY does not find its source',
    message: 'failed to calculate checksum of ref …: "/dist": not found',
    pattern:
      /failed to (calculate checksum|compute cache key).*"(?<path>[^"]+)": not found|COPY failed/,
    output: true,
    cause:
      'COPY names <path>, which the build does not get: it does not exist, or `.dockerignore` excludes it',
    fix: 'compare COPY in the Dockerfile with the build context of compose.yaml and with `.dockerignore`; what git ignores has to be built first',
  },
  {
    title: 'The Dockerfile is not where compose.yaml says',
    message: 'failed to read dockerfile: open Dockerfile: no such file or directory',
    pattern: /failed to read dockerfile/,
    output: true,
    cause: 'the build context has no Dockerfile of this name',
    fix: 'set "context" and "dockerfile" of the service\'s build in compose.yaml',
  },
  {
    title: 'Docker Hub limits the pulls of this address',
    message: 'toomanyrequests: You have reached your pull rate limit.',
    pattern: /toomanyrequests|pull rate limit/i,
    output: true,
    cause: 'Docker Hub limits how many images an address without an account may pull',
    fix: 'log in with `docker login`, or take the base image from your own registry',
  },
  {
    title: 'The base image cannot be pulled',
    message: 'failed to resolve source metadata for docker.io/library/node:26-slim: …',
    pattern: /failed to (resolve source metadata|solve: .*failed to do request)/,
    output: true,
    cause: 'the registry of the base image cannot be reached, or does not have it',
    fix: 'check the FROM lines and the network; `npm run setup` provides the base image of the sample',
  },
  {
    title: 'The builder cannot make an image index',
    message: 'ERROR: Multi-platform build is not supported for the docker driver.',
    pattern:
      /multi-platform build is not supported|does not currently support exporting manifest lists|attestations? (is|are) not supported|does not support exporting attestations/i,
    output: true,
    cause:
      'several platforms, provenance or an SBOM need an image index, which this builder cannot make',
    fix: 'switch on the containerd image store of the engine (https://docs.docker.com/engine/storage/containerd/), or create a builder with `docker buildx create --use --driver docker-container`',
  },
  {
    title: 'The build runs programs of another platform',
    message: '#7 0.112 exec /bin/sh: exec format error',
    pattern: /#\d+ [\d.]+ .*exec format error/,
    output: true,
    cause: 'the image is built for a platform whose programs this machine cannot run',
    fix: 'install QEMU with `docker run --privileged --rm tonistiigi/binfmt --install all`, or build on a machine of that platform',
  },
  {
    title: 'npm cannot verify a certificate',
    message: 'npm error code SELF_SIGNED_CERT_IN_CHAIN',
    pattern:
      /SELF_SIGNED_CERT_IN_CHAIN|unable to get local issuer certificate|certificate verify failed/i,
    output: true,
    cause: 'the network replaces certificates by its own, which the build does not trust',
    fix: 'set NODE_EXTRA_CA_CERTS to the file of your certificate authority: the sample passes it to its build as a secret',
  },
  {
    title: 'package.json and package-lock.json differ',
    message:
      'npm error `npm ci` can only install packages when your package.json and package-lock.json are in sync.',
    pattern: /can only install packages when your package\.json/,
    output: true,
    cause: 'package.json was changed without package-lock.json',
    fix: 'run `npm install`, and commit package-lock.json',
  },
]
