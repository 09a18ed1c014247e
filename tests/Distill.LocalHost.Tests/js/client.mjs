// The official client, as anyone would use it. Commands print one JSON value on standard output.
//   send CONNECTION HUB COUNT      keys k0..k9, bodies {"n":i}, in batches
//   receive CONNECTION HUB GROUP COUNT
//   describe CONNECTION HUB
//   firsts CONNECTION HUB PARTITION POSITIONS   the first event's number from each position
//   told CONNECTION HUB PARTITION               last-enqueued properties, and the error when another takes over
//   missing CONNECTION HUB PARTITION            the error codes for a partition, a hub and a group that are not there
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

// Calls back with the events and with the first error; ends when it is told to.
function listen(consumer, partition, options, onEvents, onError) {
  return consumer.subscribe(
    partition,
    {
      processEvents: async (events, context) => onEvents(events, context),
      processError: async (error) => onError(error),
    },
    { startPosition: earliestEventPosition, maxBatchSize: 100, maxWaitTimeInSeconds: 1, ...options },
  );
}

async function firsts(partition, positions) {
  const consumer = new EventHubConsumerClient("$Default", connection, hub);
  const numbers = [];
  for (const startPosition of JSON.parse(positions)) {
    let subscription;
    numbers.push(
      await new Promise((resolve, reject) => {
        subscription = listen(
          consumer,
          partition,
          { startPosition },
          (events) => events.length > 0 && resolve(events[0].sequenceNumber),
          reject,
        );
      }),
    );
    await subscription.close();
  }
  await consumer.close();
  return numbers;
}

async function told(partition) {
  const first = new EventHubConsumerClient("$Default", connection, hub);
  const second = new EventHubConsumerClient("$Default", connection, hub);
  let onLoss;
  const loss = new Promise((resolve) => (onLoss = resolve));
  const lastEnqueued = await new Promise((resolve) => {
    const options = { ownerLevel: 1, trackLastEnqueuedEventProperties: true };
    const onEvents = (events, context) => events.length > 0 && resolve(context.lastEnqueuedEventProperties);
    listen(first, partition, options, onEvents, (error) => onLoss(error.code ?? error.name));
  });
  await new Promise((resolve, reject) => {
    listen(second, partition, { ownerLevel: 2 }, (events) => events.length > 0 && resolve(), reject);
  });
  const loser = await loss;
  await first.close();
  await second.close();
  return { lastEnqueued, loser };
}

async function missing(partition) {
  // With these, a client that tries again is silent for far longer than its caller waits.
  const retryOptions = { maxRetries: 5, retryDelayInMs: 200_000, maxRetryDelayInMs: 200_000 };
  const code = async (ask) => {
    try {
      await ask();
      return "none";
    } catch (error) {
      return error.code ?? error.name;
    }
  };
  const producer = new EventHubProducerClient(connection, hub, { retryOptions });
  const elsewhere = new EventHubProducerClient(connection, "elsewhere", { retryOptions });
  const receive = async (group) => {
    const consumer = new EventHubConsumerClient(group, connection, hub, { retryOptions });
    try {
      await new Promise((resolve, reject) => listen(consumer, group === "$Default" ? partition : "0", {}, resolve, reject));
    } finally {
      await consumer.close();
    }
  };
  const codes = {
    send: await code(() => producer.sendBatch([{ body: 1 }], { partitionId: partition })),
    properties: await code(() => producer.getPartitionProperties(partition)),
    receive: await code(() => receive("$Default")),
    hub: await code(() => elsewhere.sendBatch([{ body: 1 }])),
    group: await code(() => receive("nobody")),
  };
  await producer.close();
  await elsewhere.close();
  return codes;
}

const commands = {
  send: () => send(Number(rest[0])),
  receive: () => receive(rest[0], Number(rest[1])),
  describe,
  firsts: () => firsts(...rest),
  told: () => told(...rest),
  missing: () => missing(...rest),
};
console.log(JSON.stringify(await commands[command]()));
