"use strict";
// Runs Azurite for local/Emulator/AzuriteFolder.cs, outside the session of the host that asked for it.
//
//   node serve.js launch FOLDER HOST AZURITE-ARGUMENTS...   starts the line below in a session of its own, and ends
//   node serve.js serve  FOLDER HOST AZURITE-ARGUMENTS...   runs Azurite in this process
//
// HOST is the id of the process that this one must not outlive, however that ends; 0 where it may.
//
// The launcher succeeds once FOLDER/azurite.json is there. It tells hosts where the control socket is, and the word that
// opens it. Who says that word gets the ports once Azurite is up; a "stop" after it ends this process with all data
// written. A process id could belong to somebody else by now; whoever knows the word is ours.

const { randomBytes } = require("node:crypto");
const fs = require("node:fs");
const { Server } = require("node:http");
const net = require("node:net");
const path = require("node:path");
const { spawn } = require("node:child_process");

const [role, folder, host, ...azuriteArguments] = process.argv.slice(2);
const hostLookMs = 2000;

function launch() {
  const log = fs.openSync(path.join(folder, "azurite.log"), "w");
  const serving = [__filename, "serve", folder, host, ...azuriteArguments];
  const stdio = ["ignore", log, log, "ipc"];
  const child = spawn(process.execPath, serving, { cwd: folder, detached: true, stdio, windowsHide: true });
  child.once("exit", () => process.exit(1));
  child.once("message", () => {
    child.disconnect();
    child.unref();
  });
}

function serve() {
  const word = randomBytes(16).toString("hex");
  const control = net.createServer((socket) => answer(socket, word));
  control.listen(0, "127.0.0.1", () => {
    claimFolder({ pid: process.pid, control: control.address().port, word });
    control.unref();
    process.send("claimed", () => {}); // The host, and the launcher with it, may be dead by now; the next host finds us.
    if (host !== "0") endWithHost(Number(host));
    runAzurite();
  });
}

function endWithHost(pid) {
  setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      process.exit(0);
    }
  }, hostLookMs).unref();
}

// Fails where the file exists: if the host dies while it starts us and another starts a second Azurite, one of the two ends
// here, before it has touched the data. A file that a crash left behind is removed by the host, which can tell.
function claimFolder(record) {
  const file = path.join(folder, "azurite.json");
  fs.writeFileSync(file, JSON.stringify(record), { flag: "wx", mode: 0o600 });
  process.on("exit", () => fs.rmSync(file, { force: true }));
}

// Every answer says that this Azurite is one of ours: the host of another folder must not take it for somebody's own, because
// it ends with the hosts of its folder.
function signAnswers() {
  const { emit } = Server.prototype;
  Server.prototype.emit = function (event, ...rest) {
    if (event === "request") rest[1].setHeader("X-AgriTrace-Azurite", "1");
    return emit.call(this, event, ...rest);
  };
}

const ports = {};
let tellUp;
const up = new Promise((resolve) => (tellUp = resolve));

function runAzurite() {
  signAnswers();
  listenForPorts();
  const azurite = require.resolve("azurite/dist/src/azurite.js");
  process.argv.splice(1, process.argv.length, azurite, ...azuriteArguments);
  require(azurite);
}

// With port 0 the system picks, so no port can be lost to another program between asking and listening.
function listenForPorts() {
  const { log } = console;
  console.log = (line) => {
    log(line);
    const [, service, port] = /Azurite (\w+) service is successfully listening at http:.*:(\d+)/.exec(line) ?? [];
    if (service) ports[service.toLowerCase()] = Number(port);
    if (ports.blob && ports.queue && ports.table) tellUp(true);
  };
}

// The sockets stay open to the end of the process: to the host, the end of the stream means that the data is written.
function answer(socket, word) {
  let said = "";
  socket.unref();
  socket.on("error", () => socket.destroy());
  socket.on("data", async (bytes) => {
    said += bytes;
    const lines = said.split("\n");
    if (lines.length > 1 ? lines[0] !== word : said.length > word.length) return socket.destroy();
    if (lines[1] === "stop") return stop();
    if (said === `${word}\n` && (await up)) socket.write(`${JSON.stringify(ports)}\n`);
  });
}

function stop() {
  if (process.listenerCount("SIGTERM") > 0) process.emit("SIGTERM");
  else process.exit(1); // Azurite is not up yet, so there is nothing to write.
}

if (role === "launch") launch();
else serve();
