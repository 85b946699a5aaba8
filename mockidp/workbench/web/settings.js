// An app's settings in the form that each kind of project wants. One row a form.
const secretLine = (app, name) => (app.client_secret ? `${name}=${app.client_secret}\n` : '');
const first = (list) => list[0] ?? '';
const pick = (list, part) => list.find((uri) => uri.includes(part)) ?? first(list);

export const forms = [
  { name: '.env', file: '.env', for: () => true, text: (app) => app.env },
  {
    name: 'Spring Boot', file: 'application.properties', for: (app) => app.application_type === 'web',
    text: (app) => `okta.oauth2.issuer=${app.issuer}\nokta.oauth2.client-id=${app.client_id}\n`
      + secretLine(app, 'okta.oauth2.client-secret'),
  },
  {
    name: 'ASP.NET Core', file: 'appsettings.json', for: (app) => app.application_type === 'web',
    text: (app) => `${JSON.stringify({ Okta: { OktaDomain: app.org_issuer, ClientId: app.client_id,
      ClientSecret: app.client_secret, AuthorizationServerId: 'default' } }, null, 2)}\n`,
  },
  {
    name: 'Express', file: 'openid-client', for: (app) => app.application_type === 'web',
    text: (app) => `const config = await client.discovery(\n  new URL('${app.issuer}'),\n  '${app.client_id}',\n  '${app.client_secret ?? ''}',\n`
      + '  undefined,\n  { execute: [client.allowInsecureRequests] }, // the issuer is http\n);\n'
      + `// redirect_uri: ${pick(app.redirect_uris, ':3000')}\n`,
  },
  {
    name: 'Go', file: '.okta.env', for: (app) => app.application_type === 'web',
    text: (app) => `CLIENT_ID=${app.client_id}\n${secretLine(app, 'CLIENT_SECRET')}ISSUER=${app.issuer}\n`,
  },
  {
    name: 'Flask', file: 'config.py', for: (app) => app.application_type === 'web',
    text: (app) => `config = {\n    "auth_uri": "${app.issuer}/v1/authorize",\n    "client_id": "${app.client_id}",\n`
      + `    "client_secret": "${app.client_secret ?? ''}",\n    "redirect_uri": "${pick(app.redirect_uris, ':5000')}",\n`
      + `    "issuer": "${app.issuer}",\n    "token_uri": "${app.issuer}/v1/token",\n    "userinfo_uri": "${app.issuer}/v1/userinfo",\n}\n`,
  },
  {
    name: 'PHP', file: '.env', for: (app) => app.application_type === 'web',
    text: (app) => `OKTA_OAUTH2_ISSUER=${app.issuer}\nOKTA_OAUTH2_CLIENT_ID=${app.client_id}\n`
      + `${secretLine(app, 'OKTA_OAUTH2_CLIENT_SECRET')}OKTA_OAUTH2_REDIRECT_URI=${pick(app.redirect_uris, ':8080')}\n`,
  },
  {
    name: 'Auth JS', file: 'script', for: (app) => app.application_type === 'browser',
    text: (app) => `const oktaAuth = new OktaAuth({\n  issuer: '${app.issuer}',\n  clientId: '${app.client_id}',\n`
      + "  redirectUri: window.location.origin + '/login/callback',\n  scopes: ['openid', 'profile', 'email'],\n});\n",
  },
  {
    name: 'curl', file: 'shell', for: (app) => app.application_type === 'service',
    text: (app) => `curl -u '${app.client_id}:${app.client_secret ?? ''}' ${app.issuer}/v1/token \\\n`
      + "  -d grant_type=client_credentials -d scope=api.read\n",
  },
];
