export { onSecret } from './permissions.ts'
export { requireLiveSecret } from './secret.ts'
export { requireVersion } from './version.ts'
