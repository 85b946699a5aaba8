// openid-client: discovery, code + PKCE, the ID token, userinfo, refresh, introspection, revocation, end-session; jose:
// every token against the key set.
import assert from 'node:assert/strict';
import * as jose from 'jose';
import * as client from 'openid-client';
import { Browser } from './browser.mjs';

const [issuer, clientId, clientSecret] = process.argv.slice(2);
const callback = 'http://localhost:8080/authorization-code/callback';
const afterSignOut = 'http://localhost:8080/signout/callback';
const alice = { login: 'alice@example.com', password: 'Redirect-flow-1' };

const config = await client.discovery(new URL(issuer), clientId, clientSecret, undefined, {
  execute: [client.allowInsecureRequests],
});
const verifier = client.randomPKCECodeVerifier();
const state = client.randomState();
const nonce = client.randomNonce();
const url = client.buildAuthorizationUrl(config, {
  redirect_uri: callback,
  scope: 'openid profile email offline_access',
  code_challenge: await client.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
  state,
  nonce,
});

const browser = new Browser();
const answer = await browser.signIn(url, callback, alice);
const tokens = await client.authorizationCodeGrant(config, answer, {
  pkceCodeVerifier: verifier,
  expectedState: state,
  expectedNonce: nonce,
});
const claims = tokens.claims();
assert.equal(claims.preferred_username, alice.login);
const person = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
assert.equal(person.email, alice.login);

const keys = jose.createRemoteJWKSet(new URL(config.serverMetadata().jwks_uri));
await jose.jwtVerify(tokens.id_token, keys, { issuer, audience: clientId });
const access = await jose.jwtVerify(tokens.access_token, keys, { issuer });
assert.equal(access.payload.sub, alice.login);

const renewed = await client.refreshTokenGrant(config, tokens.refresh_token);
assert.equal(renewed.refresh_token, tokens.refresh_token, 'a web app has persistent refresh tokens');
assert.notEqual(renewed.access_token, tokens.access_token);
assert.equal(renewed.claims().sub, claims.sub);
assert.equal(renewed.claims().auth_time, claims.auth_time);
await jose.jwtVerify(renewed.id_token, keys, { issuer, audience: clientId });
await jose.jwtVerify(renewed.access_token, keys, { issuer });
const narrow = await client.refreshTokenGrant(config, tokens.refresh_token, { scope: 'openid offline_access' });
assert.deepEqual(narrow.scope.split(' ').sort(), ['offline_access', 'openid']);

const told = await client.tokenIntrospection(config, renewed.access_token);
assert.deepEqual([told.active, told.username, told.client_id, told.iss], [true, alice.login, clientId, issuer]);
const active = async (token) => (await client.tokenIntrospection(config, token)).active;
await client.tokenRevocation(config, renewed.access_token);
assert.deepEqual([await active(renewed.access_token), await active(tokens.access_token)], [false, true]);
await client.tokenRevocation(config, tokens.refresh_token, { token_type_hint: 'refresh_token' });
assert.deepEqual([await active(tokens.refresh_token), await active(tokens.access_token)], [false, false]);
await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token), {
  error: 'invalid_grant',
  error_description: 'The refresh token is invalid or expired.',
});

const silent = await browser.open(
  client.buildAuthorizationUrl(config, { redirect_uri: callback, scope: 'openid', state, nonce, prompt: 'none',
    code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' }), callback);
assert.ok(silent.url.searchParams.get('code'), 'the session signs in silently');

const signOut = client.buildEndSessionUrl(config, {
  id_token_hint: tokens.id_token,
  post_logout_redirect_uri: afterSignOut,
  state: 'bye',
});
const signedOut = await browser.open(signOut, afterSignOut);
assert.equal(signedOut.url.searchParams.get('state'), 'bye');
const refused = await browser.open(
  client.buildAuthorizationUrl(config, { redirect_uri: callback, scope: 'openid', state, prompt: 'none' }), callback);
assert.equal(refused.url.searchParams.get('error'), 'login_required');

console.log(`openid-client: signed in as ${claims.name} at ${issuer}, refreshed, introspected, revoked, verified with jose, signed out`);
