// passport-openidconnect with Express, set up as Okta's Express sample does it: at the org authorization server, with
// the secret in the body.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import express from 'express';
import session from 'express-session';
import passport from 'passport';
import { Strategy } from 'passport-openidconnect';
import { Browser } from './browser.mjs';
import { alice, createOrg } from './provider.mjs';

export async function passportOpenidconnect(control) {
  const { version } = JSON.parse(
    await readFile(new URL('node_modules/passport-openidconnect/package.json', import.meta.url)));
  const app = express();
  const server = await new Promise((resolve) => { const made = app.listen(0, 'localhost', () => resolve(made)); });
  const base = `http://localhost:${server.address().port}`;
  const callback = `${base}/authorization-code/callback`;
  const clientId = '0oapassport000000001';
  const clientSecret = 'passport-secret-for-local-use-only';
  const org = await createOrg(control, {
    label: 'Passport', id: clientId, client_secret: clientSecret, application_type: 'web', redirect_uris: [callback],
  });

  app.use(session({ secret: 'for this check only', resave: false, saveUninitialized: true }));
  app.use(passport.initialize());
  app.use(passport.session());
  passport.use('oidc', new Strategy({
    issuer: org.url, authorizationURL: `${org.url}/oauth2/v1/authorize`, tokenURL: `${org.url}/oauth2/v1/token`,
    userInfoURL: `${org.url}/oauth2/v1/userinfo`, clientID: clientId, clientSecret, callbackURL: callback,
    scope: 'openid profile',
  }, (issuer, profile, done) => done(null, profile)));
  passport.serializeUser((user, next) => next(null, user));
  passport.deserializeUser((user, next) => next(null, user));
  app.get('/signin', passport.authenticate('oidc'));
  app.get('/authorization-code/callback', passport.authenticate('oidc'), (request, response) => response.redirect('/profile'));
  app.get('/profile', (request, response) =>
    request.isAuthenticated() ? response.json(request.user) : response.status(401).end());

  try {
    const browser = new Browser();
    let page = await browser.open(`${base}/signin`);
    for (let steps = 0; page.url.pathname !== '/profile' && steps < 4; ++steps)
      page = await browser.submit(page, { identifier: alice.login, 'credentials.passcode': alice.password });
    assert.equal(page.url.pathname, '/profile');
    const profile = await page.response.json();
    assert.equal(profile.displayName, 'Alice Archer');
    assert.equal(profile.username, alice.login);
  } finally {
    server.closeAllConnections();
    server.close();
  }
  return `passport-openidconnect ${version}: signed in at the org authorization server, as Okta's Express sample does`;
}
