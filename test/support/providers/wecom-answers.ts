import type { Reply } from './providers.js';

export const OK = { errcode: 0, errmsg: 'ok' };

/** WeCom says no with 200, too. */
export const error = (errcode: number, errmsg = `error ${errcode}`): Reply => ({ body: { errcode, errmsg } });
