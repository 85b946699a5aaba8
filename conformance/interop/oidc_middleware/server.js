// The smallest app that signs people in with @okta/oidc-middleware: a public page, one that shows who is signed
// in, a sign-out. Everything it needs to know comes from its environment.
const crypto = require('crypto');
const express = require('express');
const session = require('express-session');
const { ExpressOIDC } = require('@okta/oidc-middleware');

const { ISSUER, CLIENT_ID, CLIENT_SECRET, PORT = '3000' } = process.env;
const baseUrl = process.env.BASE_URL || `http://localhost:${PORT}`;

const oidc = new ExpressOIDC({
  issuer: ISSUER,
  client_id: CLIENT_ID,
  client_secret: CLIENT_SECRET,
  appBaseUrl: baseUrl,
  scope: 'openid profile email',
  testing: { disableHttpsCheck: ISSUER.startsWith('http://localhost') },
});

const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const html = (text) => String(text).replace(/[&<>"']/g, (character) => escapes[character]);

const app = express();
app.use(session({
  secret: crypto.randomBytes(32).toString('hex'),
  resave: false,
  saveUninitialized: false,
  cookie: { sameSite: 'lax' },
}));
app.use(oidc.router);

app.get('/', (req, res) => {
  res.send(req.userContext
    ? '<h1>Home</h1><form method="post" action="/logout"><button>Sign out</button></form>'
    : '<h1>Home</h1><a href="/login">Sign in</a>');
});

app.get('/profile', oidc.ensureAuthenticated(), (req, res) => {
  const rows = Object.entries(req.userContext.userinfo)
    .map(([name, value]) => `<dt>${html(name)}</dt><dd>${html(value)}</dd>`);
  res.send(`<h1>Profile of a signed-in person</h1><dl>${rows.join('')}</dl>`);
});

oidc.on('error', (error) => console.error('oidc:', error.message));
oidc.on('ready', () => app.listen(PORT, 'localhost', () => console.log(`listening at ${baseUrl}`)));
