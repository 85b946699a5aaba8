// Chromium by chromedriver, in the few steps that the checks need. A step waits until the page is there for it.
import { spawn } from 'node:child_process';

const kPatience = Number(process.env.INTEROP_PATIENCE_MS ?? 60000);

// It takes a port that is free for IPv4, and ends when the same one is in use for IPv6: then it is started again.
async function startedDriver() {
  let told = '';
  for (let starts = 0; starts < 5; ++starts) {
    const driver = spawn('chromedriver', ['--port=0'], { stdio: ['ignore', 'pipe', 'ignore'] });
    told = '';
    for await (const chunk of driver.stdout) {
      told += chunk;
      const port = /started successfully on port (\d+)/.exec(told)?.[1];
      if (port) return { driver, port };
    }
  }
  throw new Error(`chromedriver did not start: ${told}`);
}

export class Chromium {
  static async start() {
    const { driver, port } = await startedDriver();
    const browser = new Chromium();
    browser.driver = driver;
    browser.base = `http://127.0.0.1:${port}`;
    const session = await browser.#send('POST', '/session', {
      capabilities: { alwaysMatch: {
        browserName: 'chrome',
        'goog:loggingPrefs': { browser: 'ALL' },
        'goog:chromeOptions': { args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] },
      } },
    });
    browser.base += `/session/${session.sessionId}`;
    await browser.#send('POST', '/timeouts', { script: kPatience, pageLoad: kPatience, implicit: 0 });
    return browser;
  }

  async #send(method, path, body) {
    const response = await fetch(this.base + path, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  }

  forgetCookies() {
    return this.#send('POST', '/goog/cdp/execute', { cmd: 'Network.clearBrowserCookies', params: {} });
  }
  open(url) { return this.#send('POST', '/url', { url }); }
  url() { return this.#send('GET', '/url'); }
  run(script, ...args) { return this.#send('POST', '/execute/sync', { script, args }); }
  // `script` calls its last argument with what it came to.
  runAsync(script, ...args) { return this.#send('POST', '/execute/async', { script, args }); }

  async waitFor(what, look) {
    const end = Date.now() + kPatience;
    for (;;) {
      const seen = await look().catch(() => undefined);
      if (seen) return seen;
      if (Date.now() > end) throw new Error(`waited in vain for ${what}, at ${await this.url()}: ${await this.#seen()}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async #seen() {
    const text = await this.run('return document.body ? document.body.innerText.slice(0, 400) : ""').catch(() => '');
    const log = await this.#send('POST', '/se/log', { type: 'browser' }).catch(() => []);
    return [text, ...log.map((line) => line.message)].join('\n');
  }

  #element(css) {
    return this.waitFor(css, async () =>
      Object.values(await this.#send('POST', '/element', { using: 'css selector', value: css }))[0]);
  }
  async type(css, text) {
    const element = await this.#element(css);
    return this.#send('POST', `/element/${element}/value`, { text });
  }
  async click(css) {
    const element = await this.#element(css);
    return this.#send('POST', `/element/${element}/click`, {});
  }
  text(css) {
    return this.waitFor(`text in ${css}`, () =>
      this.run('const found = document.querySelector(arguments[0]); return found && found.innerText', css));
  }

  // The provider's pages, from the username on.
  async signIn(person) {
    await this.type('#identifier', person.login);
    await this.click('button[type=submit]');
    await this.type('#passcode', person.password);
    await this.click('button[type=submit]');
  }

  async quit() {
    await this.#send('DELETE', '').catch(() => {});
    this.driver.kill();
  }
}
