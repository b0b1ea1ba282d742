import type { Page } from 'playwright-core';

// Debian 12's notebook ships a terminal page whose own script fails ("exports is not defined", with or without
// a gateway before it). Its terminals work: this draws one on the notebook's start page, over the notebook's own
// API and WebSocket, as that script would.
const drawTerminal = (name: string) => `(async () => {
  const xsrf = /_xsrf=([^;]+)/.exec(document.cookie)?.[1] ?? '';
  const made = () => fetch('/api/terminals', { method: 'POST', headers: { 'X-XSRFToken': xsrf } });
  const there = () => fetch('/api/terminals');
  const name = ${name};
  const screen = document.createElement('pre');
  screen.id = 'terminal';
  screen.style.cssText = 'position:fixed;inset:0;margin:0;padding:16px;background:#111;color:#9f9;z-index:9999;overflow:auto';
  document.body.append(screen);
  const socket = new WebSocket('wss://' + location.host + '/terminals/websocket/' + name);
  window.terminal = socket;
  const show = (text) => { screen.textContent += text; screen.scrollTop = screen.scrollHeight; };
  socket.onmessage = ({ data }) => { const [kind, text] = JSON.parse(data); if (kind === 'stdout') show(text); };
  socket.onclose = ({ code, reason }) => { show('\\n[closed: ' + code + ' ' + reason + ']'); screen.dataset.closed = code; };
  await new Promise((resolve, reject) => { socket.onopen = resolve; socket.onerror = reject; });
})()`;

/** Opens a terminal of the notebook on the page that is at its start page. */
export async function openTerminal(page: Page): Promise<void> {
  await page.evaluate(drawTerminal('(await (await made()).json()).name'));
}

/** Shows the terminal that somebody else opened, and which runs on without them. */
export async function joinTerminal(page: Page): Promise<void> {
  await page.evaluate(drawTerminal('(await (await there()).json())[0].name'));
}

/** Types a line into the open terminal. */
export async function typeLine(page: Page, line: string): Promise<void> {
  await page.evaluate(`window.terminal.send(JSON.stringify(['stdin', ${JSON.stringify(`${line}\r`)}]))`);
}

/** The code with which the terminal's WebSocket was closed; undefined while it is open. */
export async function closedWith(page: Page): Promise<string | null> {
  return page.locator('#terminal').getAttribute('data-closed');
}
