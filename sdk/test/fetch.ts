// A fetch over a table of routes for tests of REST, and the answers that several of them need.

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: unknown;
}

export type Route = (call: Call) => Response | object;

/** A fetch over a table of routes, `METHOD path`, that keeps what it was asked. */
export function createFetch(routes: Readonly<Record<string, Route>>): {
  fetch: typeof fetch;
  calls: Call[];
} {
  const calls: Call[] = [];
  const answer: typeof fetch = (input, init) => {
    const path = String(input).replace('https://atelier.test/api/v1', '');
    const method = init?.method ?? 'GET';
    const call = { method, path, headers: new Headers(init?.headers), body: init?.body };
    calls.push(call);
    const route = routes[`${method} ${path}`];
    if (route === undefined) {
      return Promise.reject(new TypeError('network'));
    }
    const result = route(call);
    return Promise.resolve(result instanceof Response ? result : Response.json(result));
  };
  return { fetch: answer, calls };
}

export function session(csrf: string): object {
  return {
    csrf,
    workspace: { id: 'main', name: 'Acme' },
    setup_needed: false,
    registration: 'closed',
    mail: false,
    guests: 'links',
    server_time: 1,
    version: '0.1.0',
  };
}

export function refusal(
  status: number,
  code: string,
  headers: Record<string, string> = {},
): Response {
  const error = { code, message: code, request_id: 'q1' };
  return Response.json({ error }, { status, headers });
}
