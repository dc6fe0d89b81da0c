export { issuer } from './claims.ts'
export { type Jwt, isSignedBy, parseJwt } from './jwt.ts'
export { issuerKey } from './key.ts'
export { routeOidc } from './route.ts'
