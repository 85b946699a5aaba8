import { api, followJournal } from './api.js';
import { el, say, table } from './dom.js';
import { explainAnswered, explainEndpoint, explainReceived } from './explanations.js';
import { remedyFor } from './remedies.js';
import { decode, decodedToken } from './tokens.js';

// Who talks to the provider at each endpoint; everything else comes from the browser.
const appEndpoints = new Set(['token', 'userinfo', 'keys', 'discovery', 'introspect', 'revoke']);

function valueCell(item) {
  if (item.digest) {
    return el('span', {}, el('code', {}, `#${item.digest}`), el('span', { class: 'faint' }, ` secret: ${item.length} characters, ${item.charset}`));
  }
  const long = (item.value ?? '').length > 120;
  const code = el('code', {}, item.value ?? '');
  return long ? el('details', {}, el('summary', {}, `${item.value.slice(0, 60)}…`), code) : code;
}

function parameterTable(title, items, explain) {
  if (!items.length) return '';
  return el('section', {}, el('h3', {}, title), table(['Parameter', 'Value', 'What it is for', 'Without it'], items.map((item) => {
    const [purpose, without] = explain(item.name);
    return [el('code', { class: 'name' }, item.name), valueCell(item), purpose, without];
  })));
}

function tokensIn(entry) {
  const found = entry.sent.filter((item) => item.value && ['id_token', 'access_token'].includes(item.name) && decode(item.value));
  if (found.length) return found.map((item) => el('details', {}, el('summary', {}, `Inside the ${item.name.replace('_', ' ')}`), decodedToken(item.value)));
  if (!entry.sent.some((item) => item.digest && /token/.test(item.name))) return '';
  return el('p', { class: 'faint' }, 'Tokens are recorded as digests, so that nobody finds them here. An org whose document says "journal": "raw" shows them; one that you have can be decoded under Token.');
}

// Steps of a sign-in name the policy, the rule and the constraint that ask for them.
const isStep = (decision) => decision.policy !== undefined;

function stepLine(entry) {
  return entry.decided.filter(isStep).map((step) => el('span', { class: 'line step' }, '⇒ ', el('b', {}, step.what),
    step.by ? el('span', { class: 'faint' }, ` by ${step.by}`) : ''));
}

function steps(entry) {
  const rows = entry.decided.filter(isStep).map((step) => [el('b', {}, step.what), step.policy, step.rule, step.constraint]);
  return rows.length ? el('section', {}, el('h3', {}, 'Next step'), table(['Step', 'Policy', 'Rule', 'Constraint'], rows)) : '';
}

// What the provider counts for itself decides nothing.
const counted = new Set(['password hashes']);

function decisions(entry) {
  const rows = entry.decided.filter((d) => !isStep(d) && !counted.has(d.what)).map((d) => [d.what, d.by, d.closest]);
  return rows.length ? el('section', {}, el('h3', {}, 'Decided'), table(['What', 'By', 'What would have passed'], rows)) : '';
}

function failure(entry) {
  if (!entry.failed) return '';
  const closest = entry.decided.filter((d) => d.what.endsWith('refused')).map((d) => d.closest).find(Boolean);
  const remedy = remedyFor(entry.failed.internal_code);
  return el('div', { class: 'failure' },
    el('p', {}, el('strong', {}, entry.failed.internal_code), ` ${entry.failed.description}`),
    remedy ? el('p', {}, remedy) : '', closest ? el('p', {}, 'Nearest: ', el('code', {}, closest)) : '');
}

function drawnRow(entry) {
  const fromApp = appEndpoints.has(entry.endpoint);
  const redirect = entry.location ? ` → ${entry.location}` : '';
  const bad = entry.status >= 400 || entry.failed;
  return el('details', { class: `exchange ${fromApp ? 'from-app' : 'from-browser'}${bad ? ' refused' : ''}` },
    el('summary', {},
      el('span', { class: 'lane' }, fromApp ? 'App' : 'Browser'),
      el('span', { class: 'arrow', 'aria-label': 'to the provider' }, ''),
      el('span', { class: 'what' },
        el('span', { class: 'line' }, el('b', {}, entry.method), ' ', el('code', {}, entry.path)),
        el('span', { class: 'purpose' }, explainEndpoint(entry.endpoint)),
        el('span', { class: 'line answer' }, el('b', { class: bad ? 'status bad' : 'status' }, String(entry.status)), redirect ? el('code', {}, redirect) : ''),
        stepLine(entry)),
      el('time', { datetime: entry.at }, entry.at.slice(11, 19))),
    el('div', { class: 'inside' }, failure(entry), steps(entry), parameterTable('Received', entry.received, (name) => explainReceived(entry.endpoint, name)),
      parameterTable('Answered', entry.sent, explainAnswered),
      decisions(entry), tokensIn(entry), el('p', { class: 'faint' }, 'Request id ', el('code', {}, entry.request_id))));
}

// An entry that this page cannot draw, whatever is in it, takes no other away.
function exchangeRow(entry) {
  try {
    return drawnRow(entry);
  } catch (error) {
    return el('details', { class: 'exchange from-browser refused' },
      el('summary', {}, el('span', { class: 'lane' }, 'Browser'), el('span', { class: 'arrow' }, ''),
        el('span', { class: 'what' }, el('span', { class: 'bad' }, `This request cannot be drawn: ${error.message}`))),
      el('pre', { class: 'inside' }, JSON.stringify(entry, null, 2)));
  }
}

// Requests that belong to no sign-in (keys, metadata) are shown where they happened, under a heading of their own.
function groupByFlow(entries) {
  const groups = [];
  const known = new Map();
  for (const entry of entries) {
    let group = entry.flow ? known.get(entry.flow) : groups.at(-1)?.flow ? undefined : groups.at(-1);
    if (!group) {
      group = { flow: entry.flow, entries: [] };
      groups.push(group);
      if (entry.flow) known.set(entry.flow, group);
    }
    group.entries.push(entry);
  }
  return groups;
}

function describeGroup(group) {
  const person = group.entries.map((entry) => entry.person).findLast(Boolean);
  const client = group.entries.map((entry) => entry.client_id).find(Boolean);
  const failed = group.entries.some((entry) => entry.failed || entry.status >= 400);
  if (!group.flow) return ['Outside a sign-in', client, failed];
  return [person ? `Sign-in of ${person}` : 'A sign-in', client, failed];
}

function groupCard(group, rowOf) {
  const [title, client, failed] = describeGroup(group);
  return el('section', { class: 'card flow' },
    el('h2', {}, title, ' ', client ? el('span', { class: 'tag' }, client) : '', failed ? el('span', { class: 'tag bad' }, 'something was refused') : ''),
    group.entries.map(rowOf));
}

export function timeline(view, org) {
  const entries = [];
  const rows = new Map();  // drawn once: what is open inside stays open when another comes
  let wanted = '';
  const list = el('div', { id: 'flows' });
  const filter = el('select', { id: 'client', onchange: () => { wanted = filter.value; draw(); } }, el('option', { value: '' }, 'all clients'));
  view.replaceChildren(
    el('h1', {}, 'Timeline'),
    el('p', {}, 'Each sign-in as it went: what the browser and the app sent to the provider, what came back, and what each part is for. Open a line to see inside. New ones appear by themselves.'),
    el('div', { class: 'tools' }, el('label', { for: 'client' }, 'Client '), filter,
      el('button', { type: 'button', class: 'quiet', onclick: async () => { await api.clearJournal(org.name); entries.length = 0; rows.clear(); draw(); say('The journal is empty.'); } }, 'Clear')),
    list);

  function rowOf(entry) {
    if (!rows.has(entry.sequence)) rows.set(entry.sequence, exchangeRow(entry));
    return rows.get(entry.sequence);
  }

  function draw() {
    const clients = new Set(entries.map((entry) => entry.client_id).filter(Boolean));
    for (const client of clients) if (![...filter.options].some((option) => option.value === client)) filter.append(el('option', { value: client }, client));
    const visible = entries.filter((entry) => !wanted || !entry.client_id || entry.client_id === wanted);
    const groups = groupByFlow(visible).reverse();
    list.replaceChildren(...(groups.length ? groups.map((group) => groupCard(group, rowOf))
      : [el('p', { class: 'faint' }, 'Nothing yet. Sign in with an app, and it appears here.')]));
  }

  let pending = 0;
  function add(entry) {
    entries.push(entry);
    if (entries.length > 2000) rows.delete(entries.shift().sequence);
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(draw);
  }
  draw();
  return followJournal(org.name, 0, add, () => say('The provider is gone. Reload the page when it is back.'));
}
