// An org of its own for a check, by the control API of a running provider; and a server for the check's page.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';

export const alice = { login: 'alice@example.com', password: 'Redirect-flow-1' };

// What a check throws that cannot run here.
export class Skipped extends Error {}

let orgs = 0;

export async function createOrgFrom(control, document) {
  const name = `interop-${process.pid}-${++orgs}`;
  const response = await fetch(`${control}/control/v1/orgs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, document }),
  });
  const org = await response.json();
  if (!response.ok) throw new Error(`no org: ${JSON.stringify(org)}`);
  return { name, url: org.url };
}

// `app` is an app of an org document; `more` further members of the document.
export function createOrg(control, app, more = {}) {
  return createOrgFrom(control, {
    people: [{ ...alice, profile: { firstName: 'Alice', lastName: 'Archer', email: alice.login } }],
    apps: [app],
    ...more,
  });
}

export async function sessionCookie(control, org) {
  const response = await fetch(`${control}/control/v1/orgs/${org.name}/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: alice.login }),
  });
  return (await response.json()).cookie_header;
}

// Serves what `pages` has for a path: text of a page, or the URL of a file for a script. Returns { url, close }.
export async function servePages(pages) {
  const server = createServer(async (request, response) => {
    const path = request.url.split(/[?#]/)[0];
    const page = pages[path];
    if (page === undefined) return response.writeHead(404).end();
    if (page instanceof URL) {
      response.writeHead(200, { 'content-type': 'text/javascript' });
      return response.end(await readFile(page));
    }
    response.writeHead(200, { 'content-type': 'text/html;charset=utf-8' });
    response.end(typeof page === 'function' ? page() : page);
  });
  await new Promise((resolve) => server.listen(0, 'localhost', resolve));
  return {
    url: `http://localhost:${server.address().port}`,
    close: () => { server.closeAllConnections(); server.close(); },
  };
}
