// A real mail server (smtp-server) for tests, and what people would see of a mail that it took.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SMTPServer } from 'smtp-server';
import { Queue } from './wait.mjs';

/** A certificate for 127.0.0.1 that is its own authority: `{key, cert, file}`. */
export async function makeCertificate() {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-mail-'));
  const [key, file] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const kind = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=mail';
  const name = ['-addext', 'subjectAltName=IP:127.0.0.1'];
  const options = ['req', '-x509', ...kind.split(' '), ...name, '-keyout', key, '-out', file];
  await promisify(execFile)('openssl', options);
  return {
    key: await readFile(key, 'utf8'),
    cert: await readFile(file, 'utf8'),
    file,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function decode(text) {
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n');
}

const decodeWords = (value) =>
  value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?B\?(.*?)\?=/g, (_, word) => Buffer.from(word, 'base64').toString('utf8'));

/** `{headers, text, html, link}`; the link is the first address in the text. */
export function readMail(raw) {
  const [head, ...rest] = raw.split('\r\n\r\n');
  const headers = {};
  for (const line of head.replace(/\r\n\s+/g, ' ').split('\r\n')) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = decodeWords(line.slice(colon + 2));
  }
  const boundary = /boundary="(.*?)"/.exec(headers['content-type'])[1];
  const parts = rest.join('\r\n\r\n').split(`--${boundary}`);
  const [text, html] = parts
    .filter((part) => part.includes('Content-Type'))
    .map((part) => decode(part.slice(part.indexOf('\r\n\r\n') + 4, -2)));
  return { headers, text, html, link: /https?:\/\/\S+/.exec(text)?.[0] };
}

export class MailServer {
  /** Mails that were taken: `{from, to, user, secure, raw, ...readMail(raw)}`. */
  mails = new Queue();
  refusals = [];

  /** `port` to come back where one was before; the rest are options of smtp-server. */
  static async open({ port = 0, ...options } = {}) {
    const server = new MailServer();
    server.smtp = new SMTPServer({
      authOptional: true,
      logger: false,
      ...options,
      onRcptTo: (address, _session, done) => done(server.refusals.shift()),
      onData: (stream, session, done) => server.#take(stream, session, done),
    });
    server.smtp.on('error', () => {}); // clients that give up on TLS
    await new Promise((resolve) => server.smtp.listen(port, '127.0.0.1', resolve));
    server.port = server.smtp.server.address().port;
    return server;
  }

  #take(stream, session, done) {
    const { mailFrom, rcptTo } = session.envelope;
    const to = rcptTo.map(({ address }) => address);
    const { user, secure } = session;
    const pieces = [];
    stream.on('data', (piece) => pieces.push(piece));
    stream.on('end', () => {
      done();
      const raw = Buffer.concat(pieces).toString('latin1');
      this.mails.push({ from: mailFrom.address, to, user, secure, raw, ...readMail(raw) });
    });
  }

  next(what = 'mail') {
    return this.mails.next(what);
  }

  /** The next recipient is answered so. */
  refuse(responseCode, message) {
    this.refusals.push(Object.assign(new Error(message), { responseCode }));
  }

  url(scheme = 'smtp') {
    return `${scheme}://127.0.0.1:${this.port}`;
  }

  close() {
    return new Promise((resolve) => this.smtp.close(resolve));
  }
}
