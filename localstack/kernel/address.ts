/** Returns an IPv4 address where it is one, whichever socket it came by. */
export const plainAddress = (address = ''): string => address.replace(/^::ffff:/, '')
