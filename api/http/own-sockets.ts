/** Older WebKit doesn't count our own sockets as ours, so that a policy names them. */
export const socketsOf = (host: string): string => (/^[\w.:[\]-]+$/.test(host) ? ` ws://${host} wss://${host}` : '');
