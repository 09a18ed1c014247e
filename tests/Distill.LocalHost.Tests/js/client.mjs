// The official client, as anyone would use it. Commands print one JSON value on standard output.
//   send CONNECTION HUB COUNT      keys k0..k9, bodies {"n":i}, in batches
//   receive CONNECTION HUB GROUP COUNT
//   describe CONNECTION HUB
import { EventHubConsumerClient, EventHubProducerClient, earliestEventPosition } from "@azure/event-hubs";

const [command, connection, hub, ...rest] = process.argv.slice(2);

async function send(count) {
  const producer = new EventHubProducerClient(connection, hub);
  const byKey = new Map();
  for (let n = 0; n < count; n++) {
    const key = `k${n % 10}`;
    byKey.set(key, [...(byKey.get(key) ?? []), { body: { n }, messageId: `m${n}`, properties: { from: "js" } }]);
  }
  let batches = 0;
  for (const [partitionKey, events] of byKey) {
    let batch = await producer.createBatch({ partitionKey });
    for (const event of events) {
      if (batch.tryAdd(event)) continue;
      await producer.sendBatch(batch);
      batches++;
      batch = await producer.createBatch({ partitionKey });
      if (!batch.tryAdd(event)) throw new Error("an event does not fit into an empty batch");
    }
    await producer.sendBatch(batch);
    batches++;
  }
  await producer.close();
  return { sent: count, batches };
}

async function receive(group, count) {
  const consumer = new EventHubConsumerClient(group, connection, hub);
  const events = [];
  await new Promise((resolve, reject) => {
    consumer.subscribe(
      {
        processEvents: async (received, context) => {
          for (const event of received) {
            events.push({
              partition: context.partitionId,
              sequenceNumber: event.sequenceNumber,
              offset: event.offset,
              key: event.partitionKey,
              body: event.body,
              messageId: event.messageId,
              properties: event.properties,
              enqueued: event.enqueuedTimeUtc?.toISOString(),
            });
          }
          if (events.length >= count) resolve();
        },
        processError: async (error) => reject(error),
      },
      { startPosition: earliestEventPosition, maxBatchSize: 100, maxWaitTimeInSeconds: 1 },
    );
  });
  await consumer.close();
  return events;
}

async function describe() {
  const producer = new EventHubProducerClient(connection, hub);
  const properties = await producer.getEventHubProperties();
  const partitions = await Promise.all(properties.partitionIds.map((id) => producer.getPartitionProperties(id)));
  await producer.close();
  return { name: properties.name, partitions };
}

const commands = { send: () => send(Number(rest[0])), receive: () => receive(rest[0], Number(rest[1])), describe };
console.log(JSON.stringify(await commands[command]()));
