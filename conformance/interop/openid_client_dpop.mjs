// openid-client with DPoP: as a public app whose tokens are bound to a key, and as one that authenticates by private_key_jwt.
// The library makes proofs and assertions, and takes the nonce from the refusal; jose reads the tokens.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as jose from 'jose';
import * as client from 'openid-client';
import { Browser } from './browser.mjs';
import { alice, createOrg } from './provider.mjs';

const callback = 'http://localhost:8080/authorization-code/callback';

async function signIn(config, options) {
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: callback, scope: 'openid email offline_access', state,
    code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
  });
  const answer = await new Browser().signIn(url, callback, alice);
  return client.authorizationCodeGrant(config, answer, { pkceCodeVerifier: verifier, expectedState: state }, undefined, options);
}

const userinfoStatus = async (config, headers) =>
  (await fetch(config.serverMetadata().userinfo_endpoint, { headers })).status;

export async function openidClientDpop(control) {
  const { version } = JSON.parse(await readFile(new URL('node_modules/openid-client/package.json', import.meta.url)));
  const clientId = '0oadpop000000000001a';
  const org = await createOrg(control, {
    label: 'DPoP', client_id: clientId, application_type: 'native', dpop_bound_access_tokens: true,
    grant_types: ['authorization_code', 'refresh_token'], redirect_uris: [callback],
  });
  const issuer = `${org.url}/oauth2/default`;
  const config = await client.discovery(new URL(issuer), clientId, undefined, client.None(), {
    execute: [client.allowInsecureRequests],
  });
  const algorithms = config.serverMetadata().dpop_signing_alg_values_supported;
  assert.deepEqual(algorithms, ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512']);
  const keys = jose.createRemoteJWKSet(new URL(config.serverMetadata().jwks_uri));

  await assert.rejects(signIn(config), { error: 'invalid_dpop_proof', error_description: 'The DPoP proof JWT header is missing.' });
  for (const algorithm of ['ES256', 'RS256']) {
    const keyPair = await client.randomDPoPKeyPair(algorithm);
    const DPoP = client.getDPoPHandle(config, keyPair);
    const tokens = await signIn(config, { DPoP });
    assert.equal(tokens.token_type, 'dpop');
    const access = await jose.jwtVerify(tokens.access_token, keys, { issuer });
    const jkt = await jose.calculateJwkThumbprint(await jose.exportJWK(keyPair.publicKey));
    assert.deepEqual(access.payload.cnf, { jkt });
    const person = await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub, { DPoP });
    assert.equal(person.email, alice.login);
    assert.equal(await userinfoStatus(config, { authorization: `Bearer ${tokens.access_token}` }), 400);
    assert.equal(await userinfoStatus(config, { authorization: `DPoP ${tokens.access_token}` }), 400);
    const told = await client.tokenIntrospection(config, tokens.access_token);
    assert.deepEqual([told.token_type, told.cnf], ['DPoP', { jkt }]);

    const another = client.getDPoPHandle(config, await client.randomDPoPKeyPair(algorithm));
    await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token, undefined, { DPoP: another }), {
      error: 'invalid_dpop_proof', error_description: 'Invalid DPoP Public Key binding in refresh token',
    });
    const renewed = await client.refreshTokenGrant(config, tokens.refresh_token, undefined, { DPoP });
    assert.deepEqual((await jose.jwtVerify(renewed.access_token, keys, { issuer })).payload.cnf, { jkt });
  }
  return `openid-client ${version}, DPoP: took the nonce, got bound tokens by ES256 and RS256, asked userinfo, refreshed with its key and with no other`;
}

export async function openidClientPrivateKey(control) {
  const { version } = JSON.parse(await readFile(new URL('node_modules/openid-client/package.json', import.meta.url)));
  const told = [];
  for (const algorithm of ['RS256', 'ES256', 'ES512']) {
    const { publicKey, privateKey } = await client.randomDPoPKeyPair(algorithm);  // any key pair of the kind
    const clientId = '0oakey0000000000001a';
    const org = await createOrg(control, {
      label: 'Key', client_id: clientId, application_type: 'web', token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [{ ...await jose.exportJWK(publicKey), kid: 'one', use: 'sig' }] },
      grant_types: ['authorization_code', 'refresh_token'], redirect_uris: [callback],
    });
    const issuer = `${org.url}/oauth2/default`;
    // Okta wants the endpoint as audience; the library would name the issuer.
    const discover = (audienceOf) => client.discovery(new URL(issuer), clientId, undefined,
      client.PrivateKeyJwt({ key: privateKey, kid: 'one' }, {
        [client.modifyAssertion]: (header, payload) => { payload.aud = audienceOf(payload.aud); },
      }), { execute: [client.allowInsecureRequests] });
    const config = await discover(() => `${issuer}/v1/token`);
    const tokens = await signIn(config);
    assert.equal(tokens.claims().email, alice.login);
    await client.refreshTokenGrant(config, tokens.refresh_token);
    const introspecting = await discover(() => `${issuer}/v1/introspect`);
    assert.equal((await client.tokenIntrospection(introspecting, tokens.access_token)).active, true);
    await client.tokenRevocation(await discover(() => `${issuer}/v1/revoke`), tokens.access_token);
    assert.equal((await client.tokenIntrospection(introspecting, tokens.access_token)).active, false);
    await assert.rejects(signIn(await discover((issuerAsAudience) => issuerAsAudience)), {
      error: 'invalid_client',
      error_description: 'The audience claim for client_assertion must be the endpoint invoked for the request.',
    });
    told.push(algorithm);
  }

  const clientId = '0oasecret000000001aa';
  const secret = 'a-secret-of-forty-characters-for-hs256-x';
  const org = await createOrg(control, {
    label: 'Secret that signs', client_id: clientId, client_secret: secret, application_type: 'web',
    token_endpoint_auth_method: 'client_secret_jwt', redirect_uris: [callback],
  });
  const issuer = `${org.url}/oauth2/default`;
  const config = await client.discovery(new URL(issuer), clientId, undefined, client.ClientSecretJwt(secret, {
    [client.modifyAssertion]: (header, payload) => { payload.aud = `${issuer}/v1/token`; },
  }), { execute: [client.allowInsecureRequests] });
  assert.equal((await signIn(config)).claims().email, alice.login);
  return `openid-client ${version}: authenticated by private_key_jwt (${told.join(', ')}) and client_secret_jwt at token, introspection and revocation`;
}
