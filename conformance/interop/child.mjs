// Programs that a check starts, and the ports that they are given.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const kStart = 60000;

export async function freePort(host = 'localhost') {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, host, resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// Once it answers at `url`; otherwise an error with what it said, and what `log` has.
export async function started(program, args, options, url, log = async () => '') {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => { said += text; });
  for (const end = Date.now() + kStart; child.exitCode === null && Date.now() < end; await pause(50))
    if (await fetch(url).then((response) => response.ok, () => false)) return child;
  child.kill();
  throw new Error(`${program} ${args.join(' ')} does not answer: ${(said + await log()).slice(-2000)}`);
}

// Ends it, and waits until it has.
export async function ended(child) {
  if (!child || child.exitCode !== null) return;
  const end = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await end;
}
