import { explainClaim } from './explanations.js';
import { el, table } from './dom.js';

// A number stays as the token writes it where this language would round or rewrite it.
function asWritten(name, value, context) {
  const rewritten = typeof value === 'number' && context && String(value) !== context.source;
  return rewritten && JSON.rawJSON ? JSON.rawJSON(context.source) : value;
}

function decodePart(part) {
  const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), asWritten);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new TypeError('no object');
  return value;
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

// A bent token says anything where a time should be; what is none stands as it is.
function shown(name, value) {
  if (typeof value === 'string') return value;
  const text = JSON.stringify(value);
  const time = isTime(name) ? new Date(Number(text) * 1000) : undefined;
  return time && !Number.isNaN(time.valueOf()) ? `${text} · ${time.toISOString()}` : text;
}

function claimTable(object) {
  return table(['Name', 'Value', 'What it says'], Object.entries(object).map(([name, value]) => [
    el('code', { class: 'name' }, name), el('code', {}, shown(name, value)), explainClaim(name),
  ]));
}

export function decodedToken(token) {
  const parts = decode(token);
  if (!parts) return el('p', { class: 'bad' }, 'That is no JWT: it should be three parts, separated by dots, the first two of them JSON objects in base64url.');
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
