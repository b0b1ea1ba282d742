/** The page's script: a clock that ticks over a WebSocket, and what it says when the connection is over. */
export const clockScript = `'use strict';
(() => {
  const clock = document.getElementById('clock');
  const state = document.getElementById('state');
  const again = document.getElementById('again');
  const now = () => performance.timeOrigin + performance.now();
  const time = (at) => {
    const date = new Date(at);
    const two = (n) => String(n).padStart(2, '0');
    return two(date.getHours()) + ':' + two(date.getMinutes()) + ':' + two(date.getSeconds()) +
      '.' + Math.floor(date.getMilliseconds() / 100);
  };
  const says = { ...state.dataset };
  const say = (look, text) => { state.className = look; state.textContent = text; };

  const start = () => {
    again.hidden = true;
    say('waiting', says.connecting);
    let ticks = 0;
    let lastTickAt = 0;
    const socket = new WebSocket(location.origin.replace('http', 'ws') + '/clock');
    socket.onmessage = () => {
      lastTickAt = now();
      ticks += 1;
      clock.textContent = time(lastTickAt);
      if (ticks === 1) say('ticking', says.ticking);
    };
    socket.onclose = (event) => {
      const at = now();
      again.hidden = false;
      if (ticks === 0) return say('stopped', says.noconnection);
      const reason = event.reason === '' ? '' : ' (“' + event.reason + '”)';
      say('stopped', says.stopped.replace('{time}', time(at)).replace('{ticks}', ticks) + reason + '.');
      fetch('/stops', { method: 'POST', body: JSON.stringify({ at, lastTickAt, ticks }) }).catch(() => undefined);
    };
  };
  again.addEventListener('click', start);
  start();
})();
`;
