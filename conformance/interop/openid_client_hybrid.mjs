// openid-client in the hybrid flow: code and ID token by form_post, as ASP.NET apps ask for them. The library holds
// c_hash, nonce and signature against the code before it redeems it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as client from 'openid-client';
import { Browser } from './browser.mjs';
import { alice, createOrg } from './provider.mjs';

const fieldsOf = (html) =>
  new URLSearchParams([...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name, value]) => [name, value]));

export async function openidClientHybrid(control) {
  const { version } = JSON.parse(await readFile(new URL('node_modules/openid-client/package.json', import.meta.url)));
  const callback = 'https://localhost:44314/authorization-code/callback';
  const clientId = '0oahybrid00000000001';
  const clientSecret = 'hybrid-secret-for-local-use-only';
  const org = await createOrg(control, {
    label: 'Hybrid', id: clientId, client_secret: clientSecret, application_type: 'web',
    grant_types: ['authorization_code', 'implicit'], redirect_uris: [callback],
  });
  const config = await client.discovery(new URL(`${org.url}/oauth2/default`), clientId, clientSecret, undefined, {
    execute: [client.allowInsecureRequests],
  });
  client.useCodeIdTokenResponseType(config);
  const verifier = client.randomPKCECodeVerifier();
  const nonce = client.randomNonce();
  const state = client.randomState();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: callback, scope: 'openid profile email', response_mode: 'form_post', nonce, state,
    code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
  });
  assert.equal(url.searchParams.get('response_type'), 'code id_token');

  const browser = new Browser();
  let page = await browser.open(url);
  let html = await page.response.text();
  for (let steps = 0; !html.includes(`action="${callback}"`) && steps < 4; ++steps) {
    page = await browser.submit(page, { identifier: alice.login, 'credentials.passcode': alice.password });
    html = await page.response.text();
  }
  const tokens = await client.authorizationCodeGrant(
    config, new Request(callback, { method: 'POST', body: fieldsOf(html) }),
    { expectedNonce: nonce, expectedState: state, pkceCodeVerifier: verifier });
  assert.equal(tokens.claims().email, alice.login);

  const bent = fieldsOf(html);
  bent.set('code', 'another');
  await assert.rejects(client.authorizationCodeGrant(
    config, new Request(callback, { method: 'POST', body: bent }),
    { expectedNonce: nonce, expectedState: state, pkceCodeVerifier: verifier }), /unexpected JWT claim value/);
  return `openid-client ${version}: took code and ID token by form_post, redeemed the code, refused another code beside the token`;
}
