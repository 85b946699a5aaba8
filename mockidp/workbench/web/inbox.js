import { api } from './api.js';
import { copyButton, el, say } from './dom.js';

const refreshEvery = 1500;
// Two sign-ins at once may end in the other order than their messages were numbered: look a little further back.
const lookBack = 20;
const words = { email: 'Mail', sms: 'Text', voice: 'Call' };

// The mail as a mail reader shows it: no script, no form, and links in a tab of their own. What other people typed is
// escaped in it already; if it were not, it could do nothing here.
function mailFrame(message) {
  return el('iframe', {
    title: message.subject,
    sandbox: 'allow-popups allow-popups-to-escape-sandbox',
    srcdoc: message.html.replace('<head>', '<head>\n<base target="_blank">'),
  });
}

function codeLine(code) {
  return el('p', { class: 'tools' }, 'Code ', el('code', { class: 'code' }, code), copyButton(() => code, 'Copy code'));
}

function linkLine(link) {
  return el('p', { class: 'tools' }, el('a', { href: link, target: '_blank', rel: 'noopener' }, 'Open the link'),
    copyButton(() => link, 'Copy link'));
}

function content(message) {
  const from = message.from ? [el('dt', {}, 'From'), el('dd', {}, message.from)] : [];
  return [
    el('dl', {}, ...from, el('dt', {}, 'To'), el('dd', {}, message.to), el('dt', {}, 'Kind'), el('dd', {}, message.kind),
      ...(message.expires_at ? [el('dt', {}, 'Good until'), el('dd', {}, message.expires_at.replace('T', ' ').replace('.000Z', ' UTC'))] : [])),
    ...message.codes.map(codeLine), ...message.links.map(linkLine),
    message.html ? mailFrame(message) : '',
    message.html ? el('details', {}, el('summary', {}, 'As plain text'), el('pre', {}, message.text)) : el('pre', {}, message.text),
  ];
}

// The inside is made when it is opened: a list of many mails is no list of many frames.
function messageRow(message) {
  const inside = el('div', { class: 'inside' });
  const row = el('details', { class: 'card message' },
    el('summary', {},
      el('span', { class: 'tag' }, words[message.channel]), ' ',
      el('strong', {}, message.subject ?? message.text),
      el('span', { class: 'faint' }, message.to),
      el('time', { datetime: message.created_at }, message.created_at.slice(0, 19).replace('T', ' '))),
    inside);
  row.addEventListener('toggle', () => { if (row.open && !inside.childElementCount) inside.append(...content(message).filter(Boolean)); });
  return row;
}

export async function inbox(view, org) {
  const people = await api.people(org.name);
  const list = el('div', { 'aria-live': 'polite' });
  const nothing = el('p', { class: 'faint' });
  const recipient = el('input', {
    id: 'recipient', type: 'search', list: 'logins', autocomplete: 'off', placeholder: 'everybody',
    oninput: () => { clearTimeout(typing); typing = setTimeout(startOver, 250); },
  });
  let typing;
  let round = 0;  // of the filter: an answer to an earlier one comes too late
  let ids = [];   // the newest first

  function show(messages) {
    const fresh = messages.filter((message) => !ids.includes(message.id));
    ids = [...fresh.map((message) => message.id), ...ids].sort().reverse();
    list.prepend(...fresh.map(messageRow));
    nothing.textContent = ids.length ? '' : recipient.value
      ? `Nothing was sent to ${recipient.value}.`
      : 'Nothing was sent yet. Ask for a code or a password reset on a sign-in page, and it appears here.';
  }
  async function refresh() {
    const asked = round;
    try {
      const messages = await api.messages(org.name, recipient.value, ids[lookBack]);
      if (asked === round) show(messages);
    } catch { /* shown when it is back */ }
  }
  async function startOver() {
    round += 1;
    ids = [];
    list.replaceChildren();
    await refresh();
  }
  async function clear() {
    try {
      await api.clearMessages(org.name);
      await startOver();
      say('The inbox is empty.');
    } catch (error) {
      say(error.message);
    }
  }

  view.replaceChildren(
    el('h1', {}, 'Inbox'),
    el('p', {}, 'What the org sends by mail, text and telephone. It is kept here, and nobody gets it.'),
    el('div', { class: 'tools' },
      el('label', { for: 'recipient' }, 'Recipient '), recipient,
      el('datalist', { id: 'logins' }, people.map((person) => el('option', { value: person.login }))),
      el('button', { type: 'button', class: 'quiet', onclick: clear }, 'Clear')),
    nothing, list);
  await refresh();
  const timer = setInterval(refresh, refreshEvery);
  return () => { clearInterval(timer); clearTimeout(typing); };
}
