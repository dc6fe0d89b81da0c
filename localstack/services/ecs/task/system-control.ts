import type { SystemControl } from '@aws-sdk/client-ecs'

const namespaced =
  /^(net\.[\w.-]+|fs\.mqueue\.\w+|kernel\.(msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced))$/

/** Whether a kernel parameter is a container's own and not the machine's. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_SystemControl.html */
export const isNamespaced = ({ namespace = '', value }: SystemControl): boolean =>
  value !== undefined && namespaced.test(namespace)
