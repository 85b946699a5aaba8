// Debian's mod_auth_openidc in an Apache of our own: a page that only signed-in people get, and the module's sign-out.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browser } from './browser.mjs';
import { ended, freePort, started } from './child.mjs';
import { alice, createOrg, Skipped } from './provider.mjs';

const kModules = '/usr/lib/apache2/modules';
const kApache = '/usr/sbin/apache2';

const configuration = (folder, port, org, clientId, clientSecret) => `
ServerRoot ${folder}
ServerName localhost
Listen 127.0.0.1:${port}
PidFile ${folder}/httpd.pid
ErrorLog ${folder}/error.log
DefaultRuntimeDir ${folder}
User www-data
Group www-data
LoadModule mpm_event_module ${kModules}/mod_mpm_event.so
LoadModule authn_core_module ${kModules}/mod_authn_core.so
LoadModule authz_core_module ${kModules}/mod_authz_core.so
LoadModule authz_user_module ${kModules}/mod_authz_user.so
LoadModule headers_module ${kModules}/mod_headers.so
LoadModule auth_openidc_module ${kModules}/mod_auth_openidc.so
DocumentRoot ${folder}/pages
OIDCProviderMetadataURL ${org.url}/oauth2/default/.well-known/openid-configuration
OIDCClientID ${clientId}
OIDCClientSecret ${clientSecret}
OIDCRedirectURI http://localhost:${port}/protected/callback
OIDCCryptoPassphrase for-this-check-only
OIDCScope "openid profile email"
OIDCPKCEMethod S256
OIDCRemoteUserClaim email
<Location /protected>
  AuthType openid-connect
  Require valid-user
  Header set X-Remote-User expr=%{REMOTE_USER}
  Header set X-Name "%{OIDC_CLAIM_name}e"
</Location>
`;

export async function modAuthOpenidc(control) {
  if (!existsSync(`${kModules}/mod_auth_openidc.so`) || !existsSync(kApache))
    throw new Skipped('libapache2-mod-auth-openidc is not installed');
  const port = await freePort('127.0.0.1');
  const base = `http://localhost:${port}`;
  const clientId = '0oamodauthopenidc001';
  const clientSecret = 'apache-secret-for-local-use-only';
  const org = await createOrg(control, {
    label: 'mod_auth_openidc', id: clientId, client_secret: clientSecret, application_type: 'web',
    redirect_uris: [`${base}/protected/callback`], post_logout_redirect_uris: [`${base}/bye.html`],
  });
  const folder = await mkdtemp(join(tmpdir(), 'interop-apache-'));
  let apache;
  try {
    await chmod(folder, 0o755);  // started by root, Apache reads its pages as another user
    await mkdir(join(folder, 'pages/protected'), { recursive: true });
    await writeFile(join(folder, 'pages/bye.html'), 'bye');
    await writeFile(join(folder, 'pages/protected/page.html'), 'for members');
    await writeFile(join(folder, 'apache.conf'), configuration(folder, port, org, clientId, clientSecret));
    apache = await started(kApache, ['-f', join(folder, 'apache.conf'), '-DFOREGROUND'], {}, `${base}/bye.html`,
      () => readFile(join(folder, 'error.log'), 'utf8').catch(() => ''));

    const browser = new Browser();
    let page = await browser.open(`${base}/protected/page.html?a=1&b=%2F`);
    for (let steps = 0; page.url.origin === org.url && steps < 4; ++steps)
      page = await browser.submit(page, { identifier: alice.login, 'credentials.passcode': alice.password });
    assert.equal(String(page.url), `${base}/protected/page.html?a=1&b=%2F`);
    assert.equal(await page.response.text(), 'for members');
    assert.equal(page.response.headers.get('x-remote-user'), alice.login);
    assert.equal(page.response.headers.get('x-name'), 'Alice Archer');

    page = await browser.open(`${base}/protected/callback?logout=${encodeURIComponent(`${base}/bye.html`)}`);
    assert.equal(String(page.url).split('?')[0], `${base}/bye.html`);
    page = await browser.open(`${base}/protected/page.html`);
    assert.equal(page.url.origin, org.url, 'signed out here and there');
    assert.ok((await page.response.text()).includes('name="identifier"'));
  } finally {
    await ended(apache);
    await rm(folder, { recursive: true, force: true });
  }
  return 'mod_auth_openidc: let a signed-in person in with name and address, signed out of Apache and the org';
}
