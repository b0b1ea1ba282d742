import type { Words } from '../texts/words.ts';
import { html, type Markup } from './markup.ts';

/** One field of a form, with its label, hint and fault. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'email' | 'password';
  readonly value?: string | undefined;
  readonly autocomplete: string;
  readonly inputMode?: 'numeric' | 'text' | 'email';
  readonly hint?: string | undefined;
  readonly fault?: string | undefined;
  readonly longest: number;
  /** `code`: large and spaced. */
  readonly look?: 'code';
  readonly use?: 'edit' | 'read';
  /** The field in which the page starts. */
  readonly start?: 'here' | undefined;
}

/** Draws a field. Its fault and hint are tied to it, so that a screen reader says them with it. */
export function field(of: Field): Markup {
  const described = [of.fault && `${of.name}-fault`, of.hint && `${of.name}-hint`].filter(Boolean).join(' ');
  return html`<div>
<label for="${of.name}">${of.label}</label>
<input id="${of.name}" name="${of.name}" type="${of.type ?? 'text'}" value="${of.value ?? ''}" maxlength="${of.longest}"
 autocomplete="${of.autocomplete}" inputmode="${of.inputMode ?? 'text'}" class="${of.look ?? ''}" aria-describedby="${described}"
 autocapitalize="none" spellcheck="false" ${of.use === 'read' ? 'readonly' : 'required'}${of.start ? ' autofocus' : ''}${of.fault ? html` aria-invalid="true"` : ''}>
${of.fault ? html`<p class="fault" id="${of.name}-fault">${of.fault}</p>` : ''}
${of.hint ? html`<p class="hint" id="${of.name}-hint">${of.hint}</p>` : ''}
</div>`;
}

/** Draws a choice that is on or off; off sends nothing. */
export function check(of: {
  readonly name: string;
  readonly value: string;
  readonly label: string;
  readonly state: 'on' | 'off';
}): Markup {
  const { name, value, label, state } = of;
  return html`<label class="check"><input type="checkbox" name="${name}" value="${value}"${state === 'on' ? ' checked' : ''}> ${label}</label>`;
}

/** Sums up what is wrong, at the head of the form, with a link to each field. */
export function faultSummary(
  words: Words,
  faults: readonly { readonly name: string; readonly text: string }[],
): Markup {
  if (faults.length === 0) return html``;
  const items = faults.map(({ name, text }) => html`<li><a href="#${name}">${text}</a></li>`);
  return html`<div class="notice bad" role="alert"><p>${words.t('Please correct this:')}</p><ul>${items}</ul></div>`;
}

/** A fault that belongs to no field. */
export function faultNotice(text: string | undefined): Markup {
  return text === undefined ? html`` : html`<div class="notice bad" role="alert"><p>${text}</p></div>`;
}

/** The hidden fields that every form carries. */
export function hidden(values: Readonly<Record<string, string>>): Markup {
  const fields = Object.entries(values).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return html`${fields}`;
}

/** Puts an attempt's state into an address, if there is one. */
export function withState(path: string, state: string): string {
  return state === '' ? path : `${path}${path.includes('?') ? '&' : '?'}state=${encodeURIComponent(state)}`;
}
