import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Mail } from '../../domain/delivery/organisation.js';

export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly messageId: string;
  readonly text: string;
}

/** What goes wrong with the next letter. DROP_AFTER_DATA: it is taken, and the line goes dead before anybody is told. */
export type MailFailure = 'NO_SUCH_MAILBOX' | 'BAD_LOGIN' | 'TRY_LATER' | 'DROP_AFTER_DATA';

export interface MailServer {
  /** As an organisation sets it up. */
  readonly mail: Mail;
  readonly letters: readonly Letter[];
  readonly failures: MailFailure[];
  stop(): Promise<void>;
}

const USER = 'genjin';
const PASSWORD = 'the mail password';

/** A real SMTP server that asks for a login, and fails as it is told. */
export async function aMailServer(): Promise<MailServer> {
  const letters: Letter[] = [];
  const failures: MailFailure[] = [];
  const fails = (failure: MailFailure) => failures[0] === failure && failures.shift() !== undefined;
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _, done) => {
      if (fails('BAD_LOGIN') || username !== USER || password !== PASSWORD)
        return done(coded(535, 'authentication failed'));
      done(null, { user: username });
    },
    onRcptTo: (_, __, done) => {
      if (fails('NO_SUCH_MAILBOX')) return done(coded(550, 'no such mailbox'));
      done(fails('TRY_LATER') ? coded(451, 'try again later') : undefined);
    },
    onData: (stream, session, done) =>
      void read(stream, session).then((letter) => {
        letters.push(letter);
        if (fails('DROP_AFTER_DATA')) return destroy(server);
        done();
      }),
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    mail: {
      url: `smtp://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}`,
      from: 'Genjin <genjin@example.com>',
    },
    letters,
    failures,
    stop: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

const coded = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode });

/** As if a cable was pulled. */
function destroy(server: SMTPServer): void {
  const connections = (server as unknown as { connections: Set<{ _socket: { destroy(): void } }> }).connections;
  for (const one of connections) one._socket.destroy();
}

async function read(stream: SMTPServerDataStream, { envelope }: SMTPServerSession): Promise<Letter> {
  let raw = '';
  for await (const part of stream) raw += String(part);
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const lines = head.replace(/\r\n[ \t]+/g, ' ');
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(lines)?.[1] ?? '';
  const to = envelope.rcptTo[0]?.address ?? '';
  return {
    to,
    subject: decodeWords(header('Subject')),
    messageId: header('Message-ID'),
    text: decodeBody(rest.join('\r\n\r\n'), header('Content-Transfer-Encoding')),
  };
}

function decodeWords(text: string): string {
  return text
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toUpperCase() === 'B' ? Buffer.from(word, 'base64').toString('utf8') : quoted(word.replace(/_/g, ' ')),
    );
}

function decodeBody(text: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(text, 'base64').toString('utf8');
  return encoding === 'quoted-printable' ? quoted(text.replace(/=\r\n/g, '')) : text;
}

const quoted = (text: string): string =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
