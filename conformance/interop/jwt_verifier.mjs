// @okta/jwt-verifier: both tokens of a custom authorization server, with its claims, and what it must refuse. The
// sign-in has no form: the control API has opened the session.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import OktaJwtVerifier from '@okta/jwt-verifier';
import { createOrg, sessionCookie } from './provider.mjs';

export async function jwtVerifier(control) {
  console.warn = () => {};  // it warns at each verifier that the issuer is plain http
  const { version } = JSON.parse(await readFile(new URL('node_modules/@okta/jwt-verifier/package.json', import.meta.url)));
  const clientId = '0oaverifier000000001';
  const callback = 'http://localhost:8080/callback';
  const server = (name, audience) => ({
    name, audience,
    claims: [{ name: 'groups', value_type: 'GROUPS', group_filter_type: 'REGEX', value: '.*' },
      { name: 'mail', value: 'String.toUpperCase(user.email)' }],
    access_policies: [{ name: 'All', rules: [{ name: 'All', grant_types: ['implicit'] }] }],
  });
  const org = await createOrg(control, {
    label: 'Verifier', id: clientId, application_type: 'browser', grant_types: ['implicit'], redirect_uris: [callback],
  }, { authorization_servers: [server('default', 'api://default'), server('other', 'api://other')] });
  const issuer = `${org.url}/oauth2/default`;
  const authorize = new URL(`${issuer}/v1/authorize`);
  authorize.search = new URLSearchParams({ client_id: clientId, redirect_uri: callback, scope: 'openid',
    response_type: 'id_token token', state: 's', nonce: 'n', prompt: 'none' });
  const response = await fetch(authorize, { redirect: 'manual', headers: { cookie: await sessionCookie(control, org) } });
  const answer = new URLSearchParams(new URL(response.headers.get('location')).hash.slice(1));
  assert.equal(answer.get('error'), null);

  const verifier = new OktaJwtVerifier({ issuer, clientId, assertClaims: { 'groups.includes': ['Everyone'], cid: clientId },
    testing: { disableHttpsCheck: true } });
  const access = await verifier.verifyAccessToken(answer.get('access_token'), 'api://default');
  assert.equal(access.claims.mail, 'ALICE@EXAMPLE.COM');
  const identity = new OktaJwtVerifier({ issuer, clientId, testing: { disableHttpsCheck: true } });
  await identity.verifyIdToken(answer.get('id_token'), clientId, 'n');
  await assert.rejects(identity.verifyIdToken(answer.get('id_token'), clientId, 'another nonce'));
  await assert.rejects(verifier.verifyAccessToken(answer.get('access_token'), 'api://other'));
  const elsewhere = (await (await fetch(`${org.url}/.well-known/openid-configuration`)).json()).issuer;
  const foreign = new OktaJwtVerifier({ issuer: elsewhere, clientId, testing: { disableHttpsCheck: true } });
  await assert.rejects(foreign.verifyAccessToken(answer.get('access_token'), 'api://default'));
  return `@okta/jwt-verifier ${version}: took both tokens with their custom claims, and refused other audience, nonce and issuer`;
}
