export { requireLiveSecret } from './secret.ts'
export { findVersion } from './version.ts'
