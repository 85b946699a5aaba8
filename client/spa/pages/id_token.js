// Whether an ID token is the provider's, for this app and this sign-in (OpenID Connect Core 1.0, 3.1.3.7).
import { base64url, bytesOf, sha256 } from '/bytes.js';
import { Failure } from '/failure.js';

const kClockSkew = 60; // seconds
const kRs256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

const isNumber = (value) => typeof value === 'number' && Number.isFinite(value);
const isText = (value) => typeof value === 'string' && value !== '';

// Each with the name by which a failure tells of it.
const kRules = {
  iss: (claims, wanted) => claims.iss === wanted.issuer,
  aud: (claims, wanted) => [claims.aud].flat().includes(wanted.clientId),
  azp: (claims, wanted) =>
    claims.azp === undefined ? [claims.aud].flat().length === 1 : claims.azp === wanted.clientId,
  sub: (claims, wanted) => isText(claims.sub) && (wanted.sub === undefined || claims.sub === wanted.sub),
  exp: (claims, wanted) => isNumber(claims.exp) && wanted.now < claims.exp + kClockSkew,
  iat: (claims, wanted) => isNumber(claims.iat) && claims.iat <= wanted.now + kClockSkew,
  // A renewed token need not repeat it (12.2), but must not have another one.
  nonce: (claims, wanted) => claims.nonce === wanted.nonce || (wanted.renewed && claims.nonce === undefined),
};

function parsed(part) {
  const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(part)));
  if (typeof value !== 'object' || value === null) throw new Error('no object');
  return value;
}

function readToken(token) {
  try {
    const [header, claims, signature, ...more] = token.split('.');
    if (more.length > 0) throw new Error('too many parts');
    return { header: parsed(header), claims: parsed(claims), signed: `${header}.${claims}`, signature: bytesOf(signature) };
  } catch {
    throw new Failure('wrong', 'The ID token cannot be read.');
  }
}

// The algorithm is the one that apps are registered with, never what the token asks for.
async function isSigned({ header, signed, signature }, provider) {
  if (header.alg !== 'RS256' || !isText(header.kid) || header.crit !== undefined) return false;
  const key = await provider.key(header.kid);
  if (!key) return false;
  const imported = await crypto.subtle.importKey('jwk', { kty: 'RSA', n: key.n, e: key.e }, kRs256, false, ['verify']);
  return crypto.subtle.verify(kRs256, imported, signature, new TextEncoder().encode(signed));
}

async function belongsTo(accessToken, atHash) {
  return atHash === undefined || atHash === base64url((await sha256(accessToken)).slice(0, 16));
}

// The claims, once everything holds. `wanted`: issuer, clientId, nonce, now; of a renewal also sub and renewed.
export async function checkIdToken(token, accessToken, wanted, provider) {
  const read = readToken(token);
  if (!(await isSigned(read, provider))) throw new Failure('wrong', 'The ID token is not signed by the provider.');
  for (const [name, holds] of Object.entries(kRules))
    if (!holds(read.claims, wanted)) throw new Failure('wrong', `The ID token is not for this sign-in (${name}).`);
  if (!(await belongsTo(accessToken, read.claims.at_hash)))
    throw new Failure('wrong', 'The ID token belongs to another access token (at_hash).');
  return read.claims;
}
