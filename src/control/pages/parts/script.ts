/**
 * The one script of these pages: copying and printing recovery codes, and no second submission of a form. Every
 * page works without it, so buttons that need it are hidden until it runs.
 */
export const script = `'use strict';
for (const button of document.querySelectorAll('button[data-copy]')) {
  const from = document.getElementById(button.dataset.copy);
  if (!from || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener('click', () => {
    const text = Array.from(from.children, (child) => child.textContent.trim()).join('\\n');
    navigator.clipboard.writeText(text || from.textContent.trim()).then(() => {
      button.textContent = button.dataset.done;
    });
  });
}
for (const button of document.querySelectorAll('button[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
for (const form of document.querySelectorAll('form')) {
  form.addEventListener('submit', () => {
    setTimeout(() => {
      for (const button of form.querySelectorAll('button')) button.disabled = true;
    }, 0);
  });
}
addEventListener('pageshow', () => {
  for (const button of document.querySelectorAll('form button')) button.disabled = false;
});
`;
