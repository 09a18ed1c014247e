using Distill.Benchmarks;
using Distill.Benchmarks.Baselines;
using Distill.Benchmarks.Client;
using Distill.Benchmarks.Correlation;
using Distill.Benchmarks.Honeypots;
using Distill.Benchmarks.Http;
using Distill.Benchmarks.Ingest;
using Distill.Benchmarks.Reading;

return args switch
{
    ["correlation", .. var options] => CorrelationBenchmark.Run(options),
    ["reading", .. var options] => await ReadingBenchmark.RunAsync(options),
    [ReadingBenchmark.One, var file, var bytes] => await ReadingBenchmark.ReadOneAsync(file, bytes),
    ["stream", .. var options] => ReadingBenchmark.WriteStream(options),
    ["ingest"] => Micro.Run<IngestBenchmark>(),
    ["sealing"] => Micro.Run<SealingBenchmark>(),
    ["client", .. var options] => ClientBenchmark.Run(options),
    ["publish"] => Micro.Run<PublishBenchmark>(),
    ["send"] => await SendBenchmark.RunAsync(),
    ["http", .. var options] => HttpBenchmark.Run(options),
    ["polls", .. var options] => HttpBenchmark.RunWithPolls(options),
    [EmptyRoute.Command] => await EmptyRoute.ServeAsync(),
    ["baselines", .. var options] => BaselineBenchmark.Run(options),
    ["marking", .. var options] => MarkingBenchmark.Run(options),
    ["protected", .. var options] => ProtectedBenchmark.Run(options),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        correlation [--accounts 1000000] [--campaign 25000] [--seed 1] [--folder DIR]   one run over one day: time and memory; DIR keeps the day
        reading [--megabytes 100]                                        logs of each format, plain and packed: MB/s, memory
        stream [--megabytes 1000]                                        a log on standard output, for `audit -`
        ingest                                                           time and bytes allocated: to parse an event, to fold a call
        sealing                                                          the same to parse, write and read, without sealing and with it
        client [--accounts 1000000] [--verdicts 200]                     lookups a second, bytes an account, from verdict to refusal
        publish                                                          time and bytes allocated to publish a call
        send                                                             events a second into a local endpoint: publisher, replay
        http [--accounts 20000] [--rate 5000] [--seconds 10]             verdicts over HTTP: requests a second, latencies
        polls [--accounts 20000] [--polls 200] [--rate 1000] [--seconds 10]   lookups with long polls open, beside an empty route of Kestrel
        baselines [--accounts 6000] [--campaign 500] [--days 7]          time of each plain method, and its best F1
        marking [--texts FILE.jsonl]                                     time of marking 500 words, sites, words changed
        protected [--documents 100000]                                   protected spans changed in fuzzed documents
        """
    );
    return 2;
}
