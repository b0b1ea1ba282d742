import type { CreationOptions, Offer, RequestOptions } from '#identity/index.ts';
import type { Words } from '../texts/words.ts';
import { hidden } from './fields.ts';
import { html, type Markup } from './markup.ts';

/** A form that the page's script fills in with what the browser answers. */
export interface PasskeyForm {
  readonly action: string;
  readonly button: string;
  readonly look: 'main' | 'quiet';
  readonly fields: Readonly<Record<string, string>>;
  readonly ceremony:
    | {
        readonly kind: 'get';
        readonly offer: Offer<RequestOptions>;
        /** `on`: the browser offers passkeys among what it fills in, too. */
        readonly autofill: 'on' | 'off';
      }
    | { readonly kind: 'create'; readonly offer: Offer<CreationOptions> };
  /** What is to be done where this browser does not trust the page's certificate. */
  readonly untilTrusted: string;
}

/** Draws the form, hidden until the script knows that it can work, with words for when it cannot. */
export function passkeyForm(
  { t }: Pick<Words, 't'>,
  { action, button, look, fields, ceremony, untilTrusted }: PasskeyForm,
): Markup {
  const { kind, offer } = ceremony;
  const autofill = kind === 'get' ? ceremony.autofill : 'off';
  return html`<form class="stack after" method="post" action="${action}" data-passkey="${kind}" data-autofill="${autofill}"
 data-options="${JSON.stringify(offer.options)}" data-nothing="${t('No passkey was used: it was cancelled, took too long, or none is here. Try again.')}"
 data-present="${t('There is a passkey of your account on this device already.')}" hidden>${hidden({ ...fields, ticket: offer.ticket, response: '' })}
<p class="fault" role="alert" hidden></p><button type="button" class="${look}">${button}</button></form>
<p class="hint after" data-passkey-untrusted hidden>${t('Passkeys work once this browser trusts the certificate of this page.')} ${untilTrusted}</p>`;
}
