// The official client as the sender:  send.mjs CONNECTION HUB FILE
// A line of the file is an event, its bytes as they are. The partition key is the account; lines that have none share one key.
import { readFileSync } from "node:fs";
import { EventHubProducerClient } from "@azure/event-hubs";

const [connection, hub, file] = process.argv.slice(2);
const producer = new EventHubProducerClient(connection, hub);
const byAccount = new Map();
for (const line of readFileSync(file, "utf8").split("\n")) {
  if (line === "") continue;
  const account = /"account":"([^"]+)"/.exec(line)?.[1] ?? "-";
  byAccount.set(account, [...(byAccount.get(account) ?? []), { body: Buffer.from(line) }]);
}

let sent = 0;
for (const [partitionKey, events] of byAccount) {
  let batch = await producer.createBatch({ partitionKey });
  for (const event of events) {
    if (!batch.tryAdd(event)) {
      await producer.sendBatch(batch);
      batch = await producer.createBatch({ partitionKey });
      if (!batch.tryAdd(event)) throw new Error("an event does not fit into an empty batch");
    }
    sent++;
  }
  await producer.sendBatch(batch);
}
await producer.close();
console.log(sent);
