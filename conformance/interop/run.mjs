// Every check against the provider whose workbench is at the URL given; one line each. Exits with 1 if one failed.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Chromium } from './chromium.mjs';
import { guideExercises } from './guide_exercises.mjs';
import { jwtVerifier } from './jwt_verifier.mjs';
import { modAuthOpenidc } from './mod_auth_openidc.mjs';
import { oidcClientTs } from './oidc_client_ts.mjs';
import { oktaAuthJs } from './okta_auth_js.mjs';
import { oktaAuthJsDpop } from './okta_auth_js_dpop.mjs';
import { oktaAuthJsTokens } from './okta_auth_js_tokens.mjs';
import { openidClientDpop, openidClientPrivateKey } from './openid_client_dpop.mjs';
import { openidClientHybrid } from './openid_client_hybrid.mjs';
import { passportOpenidconnect } from './passport_openidconnect.mjs';
import { Skipped } from './provider.mjs';
import { webApp } from './web_app.mjs';

const [control, defaultOrg] = process.argv.slice(2);

async function inChromium(check) {
  const browser = await Chromium.start();
  try {
    return await check(browser);
  } finally {
    await browser.quit();
  }
}

// It has a script of its own, which docs and people call too.
async function openidClient() {
  const { stdout } = await promisify(execFile)(process.execPath, [
    new URL('openid_client.mjs', import.meta.url).pathname, `${defaultOrg}/oauth2/default`, '0oawebapp0mockidp001',
    'webapp-secret-for-local-use-only']);
  return stdout.trim();
}

const checks = {
  'openid-client': openidClient,
  'openid-client, hybrid': () => openidClientHybrid(control),
  'openid-client, DPoP': () => openidClientDpop(control),
  'openid-client, private_key_jwt': () => openidClientPrivateKey(control),
  'okta-auth-js, of the guide': () => inChromium((browser) => oktaAuthJs(control, browser, 'okta-auth-js-of-the-guide')),
  'okta-auth-js': () => inChromium((browser) => oktaAuthJs(control, browser, '@okta/okta-auth-js')),
  'the exercises of the guide': () => inChromium((browser) => guideExercises(control, browser, 'okta-auth-js-of-the-guide')),
  'okta-auth-js of the guide, with tokens': () =>
    inChromium((browser) => oktaAuthJsTokens(control, browser, 'okta-auth-js-of-the-guide')),
  'okta-auth-js, with tokens': () => inChromium((browser) => oktaAuthJsTokens(control, browser, '@okta/okta-auth-js')),
  'okta-auth-js, dpop': () => inChromium((browser) => oktaAuthJsDpop(control, browser)),
  'oidc-client-ts': () => inChromium((browser) => oidcClientTs(control, browser)),
  'passport-openidconnect': () => passportOpenidconnect(control),
  '@okta/jwt-verifier': () => jwtVerifier(control),
  '@okta/oidc-middleware': () => webApp(control, 'oidc_middleware', '@okta/oidc-middleware'),
  'express-openid-connect': () => webApp(control, 'express_openid_connect', 'express-openid-connect'),
  'openid-client, with Express': () => webApp(control, 'openid_client_express', 'openid-client'),
  'mod_auth_openidc': () => modAuthOpenidc(control),
};

let passed = 0, failed = 0, skipped = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    console.log(`ok    ${await check()}`);
    ++passed;
  } catch (error) {
    if (error instanceof Skipped) {
      ++skipped;
      console.log(`skip  ${name}: ${error.message}`);
      continue;
    }
    ++failed;
    console.log(`FAIL  ${name}: ${String(error?.stderr || error?.stack || error).trim()}`);
  }
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed === 0 ? 0 : 1);
