// Which proof of identity a request carries: a token of the app, the login cookie (none), or the
// short-lived token of the last welcome. It knows nothing of how they are sent.

export interface TokenOptions {
  readonly token?: string;
  readonly getToken?: () => Promise<string>;
}

export class Tokens {
  private held: string | undefined;
  private welcome: string | undefined;

  constructor(private readonly options: TokenOptions) {
    this.held = options.token;
  }

  /** Whether the browser's cookie speaks, so that writes need a CSRF header. */
  get byCookie(): boolean {
    return this.options.token === undefined && this.options.getToken === undefined;
  }

  /** Whether a refused token can be replaced by asking the app. */
  get renewable(): boolean {
    return this.options.getToken !== undefined;
  }

  /** The token for requests; undefined leaves it to the cookie. */
  async current(): Promise<string | undefined> {
    if (this.held === undefined && this.options.getToken !== undefined) {
      return this.renew();
    }
    return this.held;
  }

  /** Asks the app anew. May reject as the app's function does. */
  async renew(): Promise<string | undefined> {
    if (this.options.getToken !== undefined) {
      this.held = await this.options.getToken();
    }
    return this.held;
  }

  noteWelcome(token: string): void {
    this.welcome = token;
  }

  forgetWelcome(): void {
    this.welcome = undefined;
  }

  /** The token of the last welcome, unless it ends within the margin. */
  welcomeToken(nowMs: number, marginMs: number): string | undefined {
    if (this.welcome === undefined) {
      return undefined;
    }
    const endsAt = readExpiry(this.welcome);
    return endsAt !== undefined && endsAt - marginMs <= nowMs ? undefined : this.welcome;
  }
}

/** The `exp` of a JWT in milliseconds; undefined when it cannot be read. */
export function readExpiry(token: string): number | undefined {
  const payload = token.split('.')[1];
  if (payload === undefined) {
    return undefined;
  }
  try {
    const text = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
    const claims = JSON.parse(text) as { readonly exp?: unknown } | null;
    return typeof claims?.exp === 'number' ? claims.exp * 1000 : undefined;
  } catch {
    return undefined;
  }
}
