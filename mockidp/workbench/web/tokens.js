import { explainClaim } from './explanations.js';
import { el, table } from './dom.js';

function decodePart(part) {
  const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
}

// { header, payload } of a JWT, or undefined. Nothing is verified: this is for looking.
export function decode(token) {
  const parts = token.trim().split('.');
  if (parts.length !== 3) return undefined;
  try {
    return { header: decodePart(parts[0]), payload: decodePart(parts[1]) };
  } catch {
    return undefined;
  }
}

const isTime = (name) => ['exp', 'iat', 'nbf', 'auth_time', 'updated_at'].includes(name);

function shown(name, value) {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return isTime(name) && Number.isFinite(value) ? `${text} · ${new Date(value * 1000).toISOString()}` : text;
}

function claimTable(object) {
  return table(['Name', 'Value', 'What it says'], Object.entries(object).map(([name, value]) => [
    el('code', { class: 'name' }, name), el('code', {}, shown(name, value)), explainClaim(name),
  ]));
}

export function decodedToken(token) {
  const parts = decode(token);
  if (!parts) return el('p', { class: 'bad' }, 'That is no JWT: it should be three parts, separated by dots.');
  return el('div', { class: 'token' }, el('h3', {}, 'Header'), claimTable(parts.header), el('h3', {}, 'Claims'), claimTable(parts.payload));
}

export function tokenView(view) {
  const result = el('div', { 'aria-live': 'polite' });
  const input = el('textarea', {
    id: 'token', rows: '6', spellcheck: 'false', autocomplete: 'off',
    oninput: () => result.replaceChildren(input.value.trim() ? decodedToken(input.value) : ''),
  });
  view.replaceChildren(
    el('h1', {}, 'Look into a token'),
    el('p', {}, 'Paste an ID token or an access token. It is decoded in this page and goes nowhere. Decoding proves nothing: an app has to check the signature, the issuer, the audience and the times.'),
    el('label', { for: 'token' }, 'Token'), input, result);
}
