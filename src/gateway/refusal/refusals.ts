import { randomBytes } from 'node:crypto';
import { faults, type FaultCode } from '#contracts/errors.ts';
import { reasonOf } from '#contracts/reasons.ts';
import type { Answer } from '../engine/answer.ts';
import type { RequestHead } from '../engine/head/request-head.ts';
import { wantsPage } from '../entry/navigation.ts';
import { languageOf } from './in-language.ts';
import { pagePolicy, renderPage } from './page.ts';

/** What is said to whoever is refused. */
export interface Refusal {
  readonly status: number;
  /** A code of reasons or faults; stable, for programs. */
  readonly code: string;
  /** One sentence that starts with what happened. */
  readonly text: string;
  /** What the person can do next. */
  readonly next?: string | undefined;
  /** What would be enough, where the person can bring it about themselves. */
  readonly remedy?: string | undefined;
  /** The same for pages in German. */
  readonly remedyInGerman?: string | undefined;
  /** Advice of the policies that decided. */
  readonly advice?: readonly string[] | undefined;
  /** Where to go on, on the page as a button. */
  readonly link?: { readonly href: string; readonly label: string } | undefined;
  /** Who was refused, on the page only. */
  readonly name?: string | undefined;
  /** The decision's id, for whoever asks why. */
  readonly decision?: string | undefined;
  /** Further members for programs. */
  readonly members?: Readonly<Record<string, unknown>> | undefined;
  /** Further header lines, each with its CRLF. */
  readonly lines?: string | undefined;
}

/** Makes answers that say no. */
export interface Refusals {
  /** A page for a browser that shows pages, problem details (RFC 9457) for everybody else. */
  refuse(head: RequestHead, refusal: Refusal): Answer;
  /** The refusal for a reason's code. */
  forReason(code: string, status: number): Refusal;
  /** The refusal for a fault's code; nothing of the fault but its text for the public is in it. */
  forFault(code: FaultCode): Refusal;
}

export interface RefusalOptions {
  /** Lines that every answer of ours carries, such as HSTS. */
  readonly lines: () => string;
}

/** Makes the gateway's refusals. They stand when everything else is gone: nothing is loaded for them. */
export function createRefusals(options: RefusalOptions): Refusals {
  return {
    refuse(head, refusal) {
      const errorId = newErrorId();
      const page = wantsPage(head);
      const language = page ? languageOf(head) : 'en';
      const content = page
        ? `Content-Type: text/html; charset=utf-8\r\nContent-Security-Policy: ${pagePolicy}\r\n` +
          `X-Frame-Options: DENY\r\nContent-Language: ${language}\r\nVary: Accept-Language, Cookie\r\n`
        : 'Content-Type: application/problem+json\r\n';
      const lines =
        `${content}Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n` +
        `Referrer-Policy: no-referrer\r\n${options.lines()}${refusal.lines ?? ''}`;
      const body = page ? renderPage(refusal, errorId, language) : renderProblem(refusal, errorId);
      return { status: refusal.status, lines, body, reason: refusal.code, errorId };
    },
    forReason(code, status) {
      const { text, next } = reasonOf(code);
      return { status, code, text, next };
    },
    forFault(code) {
      const { status, shown } = faults[code];
      // RFC 9110, 10.2.3: whoever is turned away for a time is told for how long.
      const lines = status === 429 || status === 503 ? 'Retry-After: 2\r\n' : undefined;
      return { status, code, text: shown, next: status >= 500 ? 'Try again in a moment.' : undefined, lines };
    },
  };
}

function renderProblem(refusal: Refusal, errorId: string): string {
  return JSON.stringify({
    type: 'about:blank',
    title: refusal.text,
    status: refusal.status,
    detail: refusal.next,
    code: refusal.code,
    errorId,
    remedy: refusal.remedy,
    decision: refusal.decision,
    advice: refusal.advice?.length === 0 ? undefined : refusal.advice,
    ...refusal.members,
  });
}

const letters = '0123456789abcdefghjkmnpqrstvwxyz';

/** A short id that can be read out on the telephone and found in the records. */
function newErrorId(): string {
  let id = '';
  for (const byte of eightRandomBytes()) id += letters.charAt(byte & 31);
  return `${id.slice(0, 4)}-${id.slice(4)}`;
}

let drawn = Buffer.alloc(0);

// Drawn by the page: asking the system for each costs more than the rest of a small refusal.
function eightRandomBytes(): Buffer {
  if (drawn.length < 8) drawn = randomBytes(4096);
  const eight = drawn.subarray(0, 8);
  drawn = drawn.subarray(8);
  return eight;
}
