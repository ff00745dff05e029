/** What WeChat answered, or null where it didn't, or not so that anybody could read it. */
export type Said = Readonly<Record<string, unknown>> | null;

/** Calls of WeChat's API: JSON with an errcode, whatever the status and the content type say. */
export class WechatHttp {
  constructor(
    private readonly url: string,
    private readonly timeoutMs: number,
  ) {}

  get(path: string, query: Readonly<Record<string, string>>): Promise<Said> {
    return this.call(path, query, {});
  }

  post(path: string, query: Readonly<Record<string, string>>, body: object): Promise<Said> {
    const headers = { 'content-type': 'application/json' };
    return this.call(path, query, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  /** The address carries secrets, so what went wrong is told by nobody. */
  private async call(path: string, query: Readonly<Record<string, string>>, init: RequestInit): Promise<Said> {
    const address = `${this.url.replace(/\/+$/, '')}${path}?${new URLSearchParams(query).toString()}`;
    try {
      const signal = AbortSignal.timeout(this.timeoutMs);
      const response = await fetch(address, { ...init, signal, redirect: 'error' });
      if (!response.ok) return null;
      const body: unknown = await response.json();
      return isObject(body) ? body : null;
    } catch {
      return null;
    }
  }
}

const isObject = (body: unknown): body is NonNullable<Said> => typeof body === 'object' && body !== null;
