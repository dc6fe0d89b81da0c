import type { SystemControl } from '@aws-sdk/client-ecs'

const namespaced =
  /^(net\.[\w.-]+|fs\.mqueue\.\w+|kernel\.(msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced))$/

/** Returns true if a kernel parameter belongs to a container's own namespaces: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_SystemControl.html */
export const isNamespaced = ({ namespace = '', value }: SystemControl): boolean =>
  value !== undefined && namespaced.test(namespace)
