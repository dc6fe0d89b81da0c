import type { Symptom } from '../symptom.ts'

/** Docker, git and the machine itself. */
export const machineSymptoms: Symptom[] = [
  {
    title: 'The user may not use Docker',
    message:
      'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock',
    pattern: /permission denied while trying to connect to the Docker (daemon|API)/i,
    output: true,
    cause: 'your user may not open the socket of the Docker engine',
    fix: 'add it to the group docker (`sudo usermod -aG docker $USER`), and log in again',
  },
  {
    title: 'Docker does not run',
    message:
      'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
    pattern: /Cannot connect to the Docker daemon|failed to connect to the docker API/i,
    output: true,
    cause: 'no Docker engine answers',
    fix: 'run `npm run setup`, or start Docker',
  },
  {
    title: 'A port of this machine is taken',
    message: 'Bind for 127.0.0.1:4566 failed: port is already allocated',
    pattern:
      /Bind for \S*:(?<port>\d+) failed: port is already allocated|(listen tcp4? \S*:\d+: bind|failed to bind host port .*): address already in use/,
    output: true,
    cause: 'another program or container uses the port',
    fix: 'stop it (`docker ps` shows containers), or change the port in compose.yaml',
  },
  {
    title: 'The disk is full',
    message: 'write /var/lib/docker/…: no space left on device',
    pattern: /no space left on device|ENOSPC/i,
    output: true,
    cause: 'the disk of the Docker engine is full',
    fix: 'free space: `docker system df` shows what takes it, `docker builder prune` removes what builds have left',
  },
  {
    title: 'This is not a git repository',
    message: 'fatal: not a git repository (or any of the parent directories): .git',
    pattern: /not a git repository/,
    output: true,
    cause: 'a release is named after its commit, and this folder is not a git repository',
    fix: 'run `git init && git add . && git commit -m "First version"`',
  },
  {
    title: 'There is no commit yet',
    message: "fatal: ambiguous argument 'HEAD': unknown revision or path not in the working tree.",
    pattern: /ambiguous argument 'HEAD'|does not have any commits yet|Needed a single revision/,
    output: true,
    cause: 'a release is named after its commit, and there is none yet',
    fix: 'run `git add . && git commit -m "First version"`',
  },
]
