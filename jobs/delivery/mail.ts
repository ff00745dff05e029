import { createTransport } from 'nodemailer';
import type { CardContent } from '../../commands/delivery/content.js';
import type { DeliveryError, Sent } from '../../domain/delivery/delivery.js';
import type { Mail } from '../../domain/delivery/organisation.js';
import { asText } from '../../domain/delivery/words.js';
import { lineOf } from '../../commands/provider/call-provider.js';
import type { Channel } from './channel.js';
import type { ChannelParts } from './channel-parts.js';
import { wordsForPerson } from './form.js';

const MAX_BYTES = 100_000;

/** An e-mail, through the organisation's own server. One that is sent again has the same Message-ID: most mailboxes show it once. */
export function mail({ url, from }: Mail, { publicUrl, timeoutMs }: ChannelParts): Channel<CardContent> {
  const host = new URL(publicUrl).hostname;
  const timeouts = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs };
  const transport = createTransport({ url, ...timeouts, disableFileAccess: true, disableUrlAccess: true });
  return {
    limits: [],
    atOnce: 4,
    send: async ({ deliveryId, content: { words, address } }) => {
      const told = wordsForPerson(words, publicUrl);
      try {
        const { response } = await transport.sendMail({
          from,
          to: { name: '', address },
          subject: told.title,
          text: asText(told, MAX_BYTES),
          messageId: `<${deliveryId}@${host}>`,
          headers: { 'auto-submitted': 'auto-generated' },
        });
        return { delivered: true, answer: lineOf('sent', response) };
      } catch (error) {
        return failureOf(error as MailError);
      }
    },
  };
}

interface MailError {
  /** Such as EAUTH or ETIMEDOUT. */
  readonly code?: string | undefined;
  /** What was said when it went wrong, such as RCPT TO. */
  readonly command?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly response?: string;
}

/** What the server says about the recipient or the letter is the message's; what it says about us is the configuration's. */
function failureOf({ code, command, responseCode, response }: MailError): Sent {
  const answer = lineOf(responseCode ?? code ?? 'failed', response?.replace(/^\d{3}[ -]/, ''));
  return { delivered: false, error: errorOf({ code, command, responseCode }), answer };
}

function errorOf({ code, command = '', responseCode = 0 }: Omit<MailError, 'response'>): DeliveryError {
  if (responseCode < 500) return 'RETRY';
  if (code === 'EAUTH' || command.startsWith('AUTH') || command.startsWith('MAIL')) return 'CONFIGURATION';
  return command.startsWith('RCPT') || command.startsWith('DATA') ? 'MESSAGE' : 'RETRY';
}
