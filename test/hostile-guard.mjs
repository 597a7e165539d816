/** Preloaded into a run of the program: ends it when it starts a process or opens a connection, and lists what it reads. */
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { dirname } from 'node:path';

const READING = ['openSync', 'readFileSync', 'readdirSync', 'opendirSync', 'readlinkSync', 'createReadStream', 'cpSync', 'copyFileSync'];
const opened = new Set();
const { appendFileSync, realpathSync } = fs;
const log = process.env.GUARD_LOG;

function forbid(object, names) {
  for (const name of names) {
    object[name] = () => {
      appendFileSync(log, `forbidden ${name}\n`);
      process.exit(99);
    };
  }
}

/** Where a path leads when only its last part is no link that is followed. */
function placeOf(path) {
  const text = (Buffer.isBuffer(path) ? path.toString('latin1') : String(path)).replace(/\/$/, '');
  try {
    return `${realpathSync(dirname(text))}/${text.slice(text.lastIndexOf('/') + 1)}`;
  } catch {
    return text;
  }
}

forbid(childProcess, ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork']);
forbid(net, ['connect', 'createConnection']);
forbid(net.Socket.prototype, ['connect']);
forbid(dgram, ['createSocket']);
forbid(dns, ['lookup', 'resolve', 'resolve4', 'resolve6']);
for (const name of READING) {
  const original = fs[name];
  fs[name] = (path, ...rest) => {
    if (typeof path === 'string' || Buffer.isBuffer(path)) opened.add(placeOf(path));
    return original(path, ...rest);
  };
}
syncBuiltinESMExports();
process.on('exit', () => appendFileSync(log, [...opened].map((path) => `${JSON.stringify(path)}\n`).join('')));
