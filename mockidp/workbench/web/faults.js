import { api } from './api.js';
import { el, say } from './dom.js';

const fields = {
  endpoint: { label: 'Endpoint', type: 'text', placeholder: 'token' },
  status: { label: 'Status', type: 'number', placeholder: '503' },
  milliseconds: { label: 'Milliseconds', type: 'number', placeholder: '2000' },
  seconds: { label: 'Seconds', type: 'number', placeholder: '86400' },
  bytes: { label: 'Bytes', type: 'number', placeholder: '1' },
  person: { label: 'Other person', type: 'text', placeholder: 'bob@example.com' },
  url: { label: 'URL', type: 'text', placeholder: 'http://127.0.0.1:9999/keys' },
  token: { label: 'Token', type: 'text', placeholder: 'eyJ…' },
};

const labelled = (label, input) => el('span', { class: 'field' }, el('label', { for: input.id }, label), input);

function orderForm(fault, clients, enable) {
  const id = (name) => `${fault.name}-${name}`;
  const client = el('select', { id: id('client') }, el('option', { value: '' }, 'any client'), clients.map((app) => el('option', { value: app.client_id }, app.label)));
  const times = el('input', { id: id('times'), type: 'number', min: '1', placeholder: 'until switched off' });
  const inputs = fault.parameters.split(' ').filter((name) => fields[name]).map((name) => {
    const field = fields[name];
    return { name, label: field.label, input: el('input', { id: id(name), type: field.type, placeholder: field.placeholder }) };
  });
  const variant = fault.variants.length
    ? el('select', { id: id('variant') }, fault.variants.map((name) => el('option', { value: name }, name))) : null;
  return el('form', {
    class: 'tools',
    onsubmit: (event) => {
      event.preventDefault();
      const order = { name: fault.name };
      if (client.value) order.client_id = client.value;
      if (times.value) order.times = Number(times.value);
      if (variant) order.variant = variant.value;
      for (const { name, input } of inputs) if (input.value) order[name] = fields[name].type === 'number' ? Number(input.value) : input.value;
      enable(order);
    },
  },
  labelled('For', client), labelled('Times', times), variant ? labelled('Variant', variant) : '',
  inputs.map(({ label, input }) => labelled(label, input)), el('button', {}, 'Switch on'));
}

function scopeOf(order) {
  return Object.entries(order).filter(([name]) => !['id', 'name', 'matched', 'acted'].includes(name)).map(([name, value]) => `${name}: ${value}`).join(', ') || 'every request';
}

export async function faults(view, org) {
  const [catalogue, apps] = await Promise.all([api.faultCatalogue(), api.apps(org.name)]);
  const active = el('div', { 'aria-live': 'polite' });

  async function refresh() {
    const orders = await api.faults(org.name);
    active.replaceChildren(...orders.map((order) => el('div', { class: 'card tools' },
      el('code', {}, order.name), ` ${scopeOf(order)}; matched ${order.matched}, acted ${order.acted} `,
      el('button', { type: 'button', class: 'quiet', onclick: () => change(api.disableFault(org.name, order.id), 'Switched off.') }, 'Switch off'))));
    if (!orders.length) active.append(el('p', { class: 'faint' }, 'None: the provider behaves.'));
  }
  async function change(done, text) {
    try {
      await done;
      say(text);
      await refresh();
    } catch (error) {
      say(error.message);
    }
  }
  const choices = catalogue.map((fault) => ({
    words: `${fault.name} ${fault.title} ${fault.clause}`.toLowerCase(),
    card: el('details', { class: 'card' },
      el('summary', {}, el('code', {}, fault.name), ' ', fault.title),
      el('p', { class: 'faint' }, `Breaks ${fault.clause}.`),
      orderForm(fault, apps, (order) => change(api.enableFault(org.name, order), `${fault.name} is on.`))),
  }));
  const filter = el('input', {
    id: 'fault-filter', type: 'search', placeholder: 'nonce, 503, userinfo …',
    oninput: () => choices.forEach(({ words, card }) => { card.hidden = !words.includes(filter.value.trim().toLowerCase()); }),
  });
  view.replaceChildren(
    el('h1', {}, 'Faults'),
    el('p', {}, 'The provider misbehaves only where you say so. Switch a fault on, sign in with your app, and see whether it notices.'),
    el('h2', {}, 'Switched on'), active,
    el('h2', {}, 'To choose from'),
    el('p', { class: 'tools' }, el('label', { for: 'fault-filter' }, 'Only those with '), filter),
    ...choices.map(({ card }) => card));
  await refresh();
  const timer = setInterval(() => refresh().catch(() => {}), 2000);
  return () => clearInterval(timer);
}
