using Distill.LocalHost.Functions;
using Distill.LocalHost.Rpc.Messages;
using Distill.LocalHost.Settings;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Configuration;

namespace Distill.LocalHost.Tests.Functions;

public sealed class FunctionReaderTests
{
    private readonly StartupProblems _problems = new();

    [Fact]
    public void SoundFunctions_AreReadWithTheirTriggers()
    {
        var functions = Read(
            new()
            {
                ["Hub"] = "calls",
                ["Conn"] = "Endpoint=sb://x.example;SharedAccessKeyName=a;SharedAccessKey=b",
                ["AzureWebJobsStorage"] = "x",
            },
            One(
                "Post",
                """{"name":"request","type":"httpTrigger","methods":["post","Put"],"route":"events/{id:int}"}""",
                """{"name":"$return","type":"http"}"""
            ),
            One("Get", """{"Name":"request","Type":"HttpTrigger"}"""),
            One("Daily", """{"name":"timer","type":"timerTrigger","schedule":"0 30 3 * * *"}"""),
            One(
                "Ingest",
                """{"name":"events","type":"eventHubTrigger","eventHubName":"%Hub%","connection":"Conn","consumerGroup":"g","cardinality":"Many"}"""
            )
        );
        Assert.Empty(_problems.All);
        Assert.Equal(
            [
                "Daily: timer, cron 0 30 3 * * *",
                "Get: any method /api/Get",
                "Ingest: event hub calls, group g, connection Conn",
                "Post: POST, PUT /api/events/{id:int}",
            ],
            functions.Select(function => $"{function.Name}: {function.Trigger}")
        );
        Assert.Equal(["timer", "request", "events", "request"], functions.Select(function => function.Parameter));
        Assert.Equal("id-Daily", functions[0].Id);
    }

    [Fact]
    public void Faults_AreToldAllAtOnce()
    {
        Read(
            new() { ["Bad"] = "nonsense", ["Ns:fullyQualifiedNamespace"] = "x.example" },
            One("AdminRoute", """{"name":"r","type":"httpTrigger","route":"admin"}"""),
            One("BadConnection", """{"name":"e","type":"eventHubTrigger","eventHubName":"h","connection":"Bad"}"""),
            One("BadCron", """{"name":"t","type":"timerTrigger","schedule":"61 * * * * *"}"""),
            One("BadJson", "{"),
            One("BadRoute", """{"name":"r","type":"httpTrigger","route":"{a"}"""),
            One("Identity", """{"name":"e","type":"eventHubTrigger","eventHubName":"h","connection":"Ns"}"""),
            One("MissingConnection", """{"name":"e","type":"eventHubTrigger","eventHubName":"h","connection":"None"}"""),
            One("MissingSetting", """{"name":"t","type":"timerTrigger","schedule":"%NoSuchSetting%"}"""),
            One("Never", """{"name":"t","type":"timerTrigger","schedule":"0 0 0 31 2 *"}"""),
            One("NoTrigger", """{"name":"$return","type":"http"}"""),
            One("OnStartup", """{"name":"t","type":"timerTrigger","schedule":"0 * * * * *","runOnStartup":true}"""),
            One("Queue", """{"name":"q","type":"queueTrigger","queueName":"x"}"""),
            One("Same1", """{"name":"r","type":"httpTrigger","methods":["get"],"route":"same/{a}"}"""),
            One("Same2", """{"name":"r","type":"httpTrigger","methods":["GET","put"],"route":"Same/{b}"}"""),
            One("Single", """{"name":"e","type":"eventHubTrigger","eventHubName":"h","connection":"None","cardinality":"One"}"""),
            One("Twice", """{"name":"t","type":"timerTrigger","schedule":"0 * * * * *"}"""),
            One("twice", """{"name":"t","type":"timerTrigger","schedule":"0 * * * * *"}""")
        );
        string[] expected =
        [
            "BadConnection: the setting AzureWebJobsStorage, for the storage account that keeps checkpoints, is not set.",
            "BadConnection: the setting Bad is no Event Hubs connection string",
            "BadCron: the schedule '61 * * * * *' is neither a cron expression of six or five fields nor a positive TimeSpan.",
            "BadJson: a binding can't be read",
            "BadRoute: the route 'api/{a' is not a template:",
            "Identity: the setting Ns names a namespace without a key",
            "MissingConnection: the setting None with the Event Hubs connection string is not set.",
            "MissingSetting: the schedule '%NoSuchSetting%' refers to the setting NoSuchSetting, which is not set.",
            "Never: the schedule '0 0 0 31 2 *' is never due.",
            "NoTrigger must have exactly one trigger, but has 0.",
            "OnStartup: RunOnStartup is not supported",
            "Queue: this host knows no trigger 'queueTrigger', only httpTrigger, timerTrigger, eventHubTrigger.",
            "Same2: GET /api/Same/{b} is the route of Same1 as well.",
            "Single: IsBatched = false is not supported.",
            "The function name Twice is used by Sample.Twice and Sample.twice.",
        ];
        Assert.All(expected, part => Assert.Contains(_problems.All, problem => problem.StartsWith(part, StringComparison.Ordinal)));
        Assert.DoesNotContain(_problems.All, problem => problem.StartsWith("AdminRoute", StringComparison.Ordinal));
    }

    [Fact]
    public void RoutesThatConstraintsTellApart_DoNotClash()
    {
        Read(
            [],
            One("ByNumber", """{"name":"r","type":"httpTrigger","methods":["get"],"route":"items/{id:int}"}"""),
            One("ByName", """{"name":"r","type":"httpTrigger","methods":["get"],"route":"items/{id:alpha}"}""")
        );
        Assert.Empty(_problems.All);
    }

    [Fact]
    public void ReservedRoute_IsToldWithoutAPrefix()
    {
        Read(
            new() { ["AzureFunctionsJobHost:extensions:http:routePrefix"] = "" },
            One("Admin", """{"name":"r","type":"httpTrigger","route":"admin/x"}""")
        );
        Assert.Equal("Admin: the route /admin/x belongs to the host.", Assert.Single(_problems.All));
    }

    [Fact]
    public void NoFunction_IsTold()
    {
        Read([]);
        Assert.StartsWith("The app has no functions", Assert.Single(_problems.All), StringComparison.Ordinal);
    }

    [Fact]
    public void RetryPolicies_AreThoseOfTheIndex()
    {
        var fast = Duration.FromTimeSpan(TimeSpan.FromSeconds(1));
        var slow = Duration.FromTimeSpan(TimeSpan.FromSeconds(9));
        Assert.Equal(RetryPolicy.None, RetryOptions.Read(null));
        Assert.Equal(
            RetryPolicy.FixedDelay(-1, TimeSpan.FromSeconds(9)),
            RetryOptions.Read(
                new RpcRetryOptions
                {
                    MaxRetryCount = -1,
                    DelayInterval = slow,
                    RetryStrategy = RpcRetryOptions.Types.RetryStrategy.FixedDelay,
                }
            )
        );
        Assert.Equal(
            RetryPolicy.ExponentialBackoff(5, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(9)),
            RetryOptions.Read(
                new RpcRetryOptions
                {
                    MaxRetryCount = 5,
                    MinimumInterval = fast,
                    MaximumInterval = slow,
                }
            )
        );
    }

    private IReadOnlyList<Function> Read(Dictionary<string, string?> settings, params RpcFunctionMetadata[] index)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new FunctionReader(configuration, HostJson.Read(null, configuration, new StartupProblems()), _problems).Read(index);
    }

    private static RpcFunctionMetadata One(string name, params string[] bindings) =>
        new()
        {
            Name = name,
            FunctionId = $"id-{name}",
            EntryPoint = $"Sample.{name}",
            RawBindings = { bindings },
        };
}
