// Runs Azurite until the process that started it is gone. That process holds our standard input open, so however it ends, even
// by SIGKILL, the input ends too, and Azurite can close its files and let go of the data folder.
'use strict';
const path = require('node:path');

// A Ctrl-C in a terminal reaches us as well, and so does a SIGTERM to the whole group. Storage must outlast the functions that are still
// finishing, so only the input's end counts.
const once = process.once;
let save;
process.once = function (event, listener) {
  if (event === 'SIGTERM') save = listener;
  return event === 'SIGINT' || event === 'SIGTERM' ? this : once.call(this, event, listener);
};
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});

let stopping = false;
function stop() {
  if (stopping) return;
  stopping = true;
  // The files are closed then; clients' idle connections would keep us for seconds more.
  let services = 3;
  const log = console.log;
  console.log = (...line) => {
    log(...line);
    if (/service successfully closed$/.test(line[0]) && --services === 0) process.exit(0);
  };
  // Azurite's own handler saves. Before it is in place there is nothing to save.
  if (save) save();
  else process.exit(0);
  // For one that hangs. A busy machine may take long to save, and what is cut short here is lost.
  setTimeout(() => process.exit(0), 60_000).unref();
}

// Nobody reads what we say then, and that must not end us before the files are closed.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});
process.stdin.on('end', stop).on('error', stop).resume();

// The host turns telemetry off. Its packages would take more than half of the time to start, so they are not loaded.
const Module = require('node:module');
const load = Module._load;
Module._load = function (request, ...rest) {
  return request === 'applicationinsights' ? {} : load.call(this, request, ...rest);
};

console.log(`leash: pid ${process.pid}`);
require(path.join(process.env.AZURITE_MODULES, 'azurite', 'dist', 'src', 'azurite.js'));
