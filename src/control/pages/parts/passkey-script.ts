/**
 * The script of pages that offer passkeys, which no page can ask for without one. It shows the forms that are
 * hidden until it knows that they can work, runs the ceremony that a form describes, and sends the answer as an
 * ordinary form. Browsers refuse passkeys on a page whose certificate they do not trust; asking for one in the
 * background finds that out before anybody clicks.
 */
export const passkeyScript = `'use strict';
(() => {
  const forms = [...document.querySelectorAll('form[data-passkey]')];
  const all = (name) => document.querySelectorAll('[data-passkey-' + name + ']');
  const show = (name) => { for (const element of all(name)) element.hidden = false; };
  if (!window.PublicKeyCredential || !navigator.credentials) return show('missing');

  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  const credentials = (list) => list && list.map((one) => ({ ...one, id: bytes(one.id) }));
  const optionsOf = (form) => {
    const options = JSON.parse(form.dataset.options);
    options.challenge = bytes(options.challenge);
    if (options.user) options.user.id = bytes(options.user.id);
    if (options.allowCredentials) options.allowCredentials = credentials(options.allowCredentials);
    if (options.excludeCredentials) options.excludeCredentials = credentials(options.excludeCredentials);
    return options;
  };
  const answerOf = ({ id, type, response }) => {
    const said = { clientDataJSON: text(response.clientDataJSON) };
    if (response.attestationObject) {
      said.attestationObject = text(response.attestationObject);
      said.transports = response.getTransports ? response.getTransports() : [];
    } else {
      said.authenticatorData = text(response.authenticatorData);
      said.signature = text(response.signature);
      if (response.userHandle && response.userHandle.byteLength) said.userHandle = text(response.userHandle);
    }
    return JSON.stringify({ id, type, response: said });
  };
  const send = (form, credential) => {
    form.elements.response.value = answerOf(credential);
    form.submit();
  };

  const isUntrusted = (error) => /certificate/i.test(String(error && error.message));
  const distrust = () => {
    for (const form of forms) form.hidden = true;
    for (const element of all('only')) element.hidden = true;
    show('untrusted');
  };

  let waiting;
  const waitInBackground = async () => {
    const { isConditionalMediationAvailable: ask } = PublicKeyCredential;
    if (!ask || !(await ask.call(PublicKeyCredential))) return;
    const form = forms.find(({ dataset }) => dataset.autofill === 'on');
    const publicKey = form ? optionsOf(form) : { challenge: new Uint8Array(16), allowCredentials: [] };
    const controller = new AbortController();
    waiting = controller;
    try {
      const credential = await navigator.credentials.get({
        publicKey, mediation: 'conditional', signal: controller.signal,
      });
      if (form && credential) send(form, credential);
    } catch (error) {
      if (isUntrusted(error)) distrust();
    }
  };

  const wordsFor = (error, form) => {
    if (error && error.name === 'InvalidStateError') return form.dataset.present;
    return form.dataset.nothing;
  };

  for (const form of forms) {
    const [button] = form.getElementsByTagName('button');
    const word = form.querySelector('[role=alert]');
    form.hidden = false;
    button.addEventListener('click', async () => {
      if (waiting) waiting.abort();
      word.hidden = true;
      button.disabled = true;
      try {
        const publicKey = optionsOf(form);
        const made = form.dataset.passkey === 'create';
        send(form, await navigator.credentials[made ? 'create' : 'get']({ publicKey }));
      } catch (error) {
        button.disabled = false;
        if (isUntrusted(error)) return distrust();
        word.textContent = wordsFor(error, form);
        word.hidden = false;
        waitInBackground();
      }
    });
  }
  show('only');
  waitInBackground();
})();
`;
