// Drives `liveapp-feed.mjs`, which lies in the working directory: TOKEN PORT.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { Feed } = await import(pathToFileURL("liveapp-feed.mjs"));
const [token, port] = process.argv.slice(2);
const feed = new Feed({ token, port, shortestWaitMs: 50 });
for await (const line of createInterface({ input: process.stdin })) feed.send(JSON.parse(line));
await feed.close("unsent.jsonl");
