using System.Text;
using Azure.Messaging.EventHubs;
using Distill.Contracts;
using Distill.Contracts.Sealing;
using Distill.Core.Events;
using Distill.Functions.Batches;
using Distill.Functions.Ingest;
using Distill.Functions.Settings;
using Distill.Functions.Tests.Ingest;
using Distill.Functions.Tests.Triggers;

namespace Distill.Functions.Tests.Fuzz;

/// <summary>Mutated events: as JSON through the parser, and as AMQP messages through binding and reader.</summary>
internal sealed class FuzzedEvents
{
    private static readonly byte[][] s_events =
    [
        .. new[]
        {
            """
                {"type":"call","id":"9f3c","time":"2026-04-22T03:00:00.000213Z","account":"a","session":"s","platform":"api","reseller":"r",
                 "model":"m","inputTokens":812,"outputTokens":2048,"ip":"203.0.113.7","asn":64500,"country":"US","userAgent":"x/1","tls":"t13d",
                 "tools":["read_file",{"function":{"name":"run"}}],"system":"You are","turns":["one","two"],"prompt":"Write a poem about the sea."}
                """,
            """
                {"type":"call","id":1,"time":1776826800,"account":"b","model":"m","prompt":[{"role":"user","content":[{"type":"text","text":"hi"}]}],
                 "turns":"[{'role': 'user', 'content': 'hello'}]","tools":"[\"a\",\"b\"]"}
                """,
            """{"type":"call","id":"2","time":"20260422T030000Z","account":"c","model":"m","promptFeatures":{"v":4,"data":"AAAA"}}""",
            """
                {"type":"account","time":"2026-04-20T11:02:09Z","account":"a","created":"2026-04-20","country":"DE","emailDomain":"x@mail.net",
                 "payment":"pm_1","device":"dv_7","reseller":"r","kyc":"email"}
                """,
            """{"type":"ban","time":"2026-04-25T10:00:00+02:00","account":"a","reason":"abuse"}""",
            """{"type":"unban","time":{"$date":"2026-04-25T10:00:00Z"},"account":"a"}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly HubPartition s_partition = new("0");

    private readonly EventParser _parser = new(new EventLimits());
    private readonly BatchReader _reader;
    private readonly KeyRing _keys;

    public FuzzedEvents(Instance instance) => (_reader, _keys) = (instance.Get<BatchReader>(), instance.Get<FeatureKeys>().Clients);

    /// <summary>Parses one mutated event, and takes the prompt text out of it as for a dead letter.</summary>
    public void Parse(Random random)
    {
        var json = Mutator.Mutate(random, s_events[random.Next(s_events.Length)]);
        var parsed = _parser.Parse(json, Sent.Enqueued);
        switch (parsed.Kind)
        {
            case EventKind.Call:
                Assert.True(parsed.Call is { InputTokens: >= 0, OutputTokens: >= 0 } && parsed.Call.Account != default);
                Assert.True(Encoding.UTF8.GetByteCount(parsed.Call.Model) <= ApiCall.MaxNameBytes);
                Assert.True(parsed.Call.Hour.Start >= EventLimits.Earliest);
                break;
            case EventKind.Rejected:
                Assert.NotEqual(RejectReason.None, parsed.Reason);
                new DeadLetter
                {
                    Partition = s_partition,
                    Event = Some.Event(1, json),
                    Reason = parsed.Reason.Name(),
                }.Redacted(_keys);
                break;
        }
    }

    /// <summary>Binds and reads a batch with one odd message among good ones.</summary>
    public void Read(Random random)
    {
        var odd = Poison.Message(random.Next(Poison.Kinds), 1).ToArray();
        odd = odd.Length < 2000 && random.Next(2) == 0 ? Mutator.Mutate(random, odd) : odd;
        var events = Bind([Poison.Good(0, Some.Call()), new BinaryData(odd), Poison.Good(2, Some.Call("b"))]);

        var batch = _reader.Read(s_partition, [.. events.Select(HubEventReader.Read)]);

        var calls = batch.Calls.Values.SelectMany(h => h.Values).Sum(c => c.Count);
        Assert.Equal(3, calls + batch.Facts.Count + batch.Rejects.Count);
        Assert.True(batch.Calls[Hour.Of(Some.Start)].Keys.Count >= 2);
        Assert.DoesNotContain(batch.Rejects, r => r.Reason == DeadLetter.Fault);
    }

    private static EventData[] Bind(BinaryData[] messages) => Sent.BindAsync(messages).GetAwaiter().GetResult();
}
