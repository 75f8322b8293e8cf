// A real mail server on this machine, and the mails that people find there. Its own code is that of the
// conformance tests, which has no types: what is used of it is said here.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Mail {
  readonly to: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The first address in the text. */
  readonly link: string;
}

interface MailServer {
  url(): string;
  next(what: string): Promise<Mail>;
  close(): Promise<void>;
}

const path = resolve(import.meta.dirname, '../../../server/test/conformance/lib/mail.mjs');

export class Mailbox {
  private constructor(readonly server: MailServer) {}

  static async open(): Promise<Mailbox> {
    const module = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as {
      MailServer: { open(): Promise<MailServer> };
    };
    return new Mailbox(await module.MailServer.open());
  }

  /** For `atelier serve`. */
  get flags(): readonly string[] {
    const from = 'rooms@studio-north.example';
    return ['--mail-url', this.server.url(), '--mail-from', from, '--mail-starttls', 'off'];
  }

  /** The next mail that arrives, whoever it is for. */
  next(what: string): Promise<Mail> {
    return this.server.next(what);
  }

  close(): Promise<void> {
    return this.server.close();
  }
}
