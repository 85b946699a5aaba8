// As much of a browser as the sign-in pages need without script: cookies, redirects, the first form of a page.
// Stops at `callback`, as a browser would hand the URL to the app that listens there.
import { request } from 'node:http';

// Not by fetch, which says "sec-fetch-mode: cors": some apps answer a script with 401 and send only pages to sign in.
function navigate(url, method, headers, body) {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers: { accept: 'text/html,*/*;q=0.8', 'sec-fetch-mode': 'navigate', ...headers } },
      async (answer) => {
        try {
          const chunks = [];
          for await (const chunk of answer) chunks.push(chunk);
          const text = Buffer.concat(chunks).toString();
          const { rawHeaders } = answer;
          const pairs = rawHeaders.flatMap((name, at) => (at % 2 ? [] : [[name, rawHeaders[at + 1]]]));
          resolve({ status: answer.statusCode, headers: new Headers(pairs), text: async () => text, json: async () => JSON.parse(text) });
        } catch (error) {
          reject(error);
        }
      });
    asked.on('error', reject);
    asked.end(body);
  });
}

export class Browser {
  #cookies = new Map();

  async #request(url, { method = 'GET', headers = {}, body } = {}) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await navigate(url, method, { ...headers, ...(cookie ? { cookie } : {}) }, body);
    for (const line of response.headers.getSetCookie()) {
      const [pair, ...attributes] = line.split(';');
      const name = pair.slice(0, pair.indexOf('=')).trim();
      if (attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute))) this.#cookies.delete(name);
      else this.#cookies.set(name, pair.slice(pair.indexOf('=') + 1).trim());
    }
    return response;
  }

  // Follows redirects until the callback or a page; returns { url, response? }.
  async open(url, callback, options) {
    for (let hops = 0; hops < 20; ++hops) {
      if (callback && String(url).startsWith(callback)) return { url: new URL(url) };
      const response = await this.#request(url, options);
      options = undefined;
      const location = response.headers.get('location');
      if (!location) return { url: new URL(url), response };
      url = new URL(location, url);
    }
    throw new Error('too many redirects');
  }

  // Fills what `answers` names into the first form of the page and sends it.
  async submit(page, answers, callback) {
    const html = await page.response.text();
    const form = /<form[\s\S]*?<\/form>/i.exec(html)?.[0];
    if (!form) throw new Error(`no form on ${page.url}: ${html.slice(0, 300)}`);
    const attribute = (tag, name) =>
      (new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
        .replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&#39;', "'").replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>').replaceAll('&amp;', '&');
    const fields = new URLSearchParams();
    for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
      const name = attribute(tag, 'name');
      if (!name || attribute(tag, 'type') === 'checkbox') continue;
      fields.set(name, answers[name] ?? attribute(tag, 'value'));
    }
    const action = new URL(attribute(form, 'action') || page.url, page.url);
    return this.open(action, callback, {
      method: 'POST',
      body: fields.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  }

  async signIn(authorizationUrl, callback, person) {
    let page = await this.open(authorizationUrl, callback);
    for (let steps = 0; page.response && steps < 4; ++steps)
      page = await this.submit(page, { identifier: person.login, 'credentials.passcode': person.password }, callback);
    if (page.response) throw new Error(`still on ${page.url}`);
    return page.url;
  }
}
