/**
 * The script that finds out, again and again until it does, whether the browser trusts our certificate. It asks a host
 * of the same certificate that nobody has made an exception for: an exception holds for one host alone. Each try has
 * a name of its own, because browsers keep for a while what they found out about a name.
 */
export const trustScript = `'use strict';
(() => {
  const box = document.querySelector('[data-trust-check]');
  const show = (name) => {
    for (const part of box.querySelectorAll('[data-trust]')) part.hidden = part.dataset.trust !== name;
  };
  let tries = 0;
  const look = async () => {
    tries += 1;
    const name = Date.now().toString(36) + '-' + tries;
    try {
      await fetch(box.dataset.trustCheck.replace('*', name), {
        mode: 'no-cors', cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(5000),
      });
      show('yes');
    } catch {
      show('no');
      setTimeout(look, 1500);
    }
  };
  look();
})();
`;
