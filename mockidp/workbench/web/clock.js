import { api } from './api.js';
import { el, say } from './dom.js';

const steps = [['+1 minute', 60], ['+5 minutes', 300], ['+1 hour', 3600], ['+1 day', 86400], ['+7 days', 604800]];

function inWords(seconds) {
  if (!seconds) return 'the same as this machine’s';
  const sign = seconds > 0 ? 'ahead of' : 'behind';
  let rest = Math.abs(seconds);
  const parts = [];
  for (const [unit, size] of [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]]) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count) parts.push(`${count} ${unit}${count === 1 ? '' : 's'}`);
  }
  return `${parts.join(', ')} ${sign} this machine’s`;
}

export async function clock(view, org) {
  const now = el('p', { class: 'now' });
  const offset = el('p', { class: 'faint' });
  const custom = el('input', { id: 'seconds', type: 'number', value: '90', step: '1' });

  function show(state) {
    now.textContent = state.now.replace('T', ' ').replace('.000Z', ' UTC');
    offset.textContent = `The org’s clock is ${inWords(state.offset_seconds)}.`;
  }
  async function move(how) {
    try {
      show(await api.moveClock(org.name, how));
      say('The clock was moved.');
    } catch (error) {
      say(error.message);
    }
  }
  show(await api.clock(org.name));
  view.replaceChildren(
    el('h1', {}, 'Clock'),
    el('p', {}, 'Codes, tokens, sessions and lock-outs of this org go by this clock. Move it, and they expire without waiting. An app keeps its own time: moving the provider alone is an experiment in clock skew.'),
    now, offset,
    el('div', { class: 'tools' }, steps.map(([label, seconds]) => el('button', { type: 'button', onclick: () => move({ advance_seconds: seconds }) }, label))),
    el('form', { class: 'tools', onsubmit: (event) => { event.preventDefault(); move({ advance_seconds: Math.trunc(Number(custom.value)) }); } },
      el('label', { for: 'seconds' }, 'Seconds '), custom, el('button', {}, 'Move'),
      el('button', { type: 'button', class: 'quiet', onclick: () => move({ reset: true }) }, 'Set right')));
  const timer = setInterval(async () => { try { show(await api.clock(org.name)); } catch { /* shown when it is back */ } }, 1000);
  return () => clearInterval(timer);
}
