using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Distill.Cli.Terminal;
using Distill.Contracts;
using Distill.Contracts.Verdicts;

namespace Distill.Cli.Desk;

/// <summary><c>distill clusters [CLUSTER]</c>: the queue, or one case.</summary>
internal static class ClustersCommand
{
    private const int PageSize = 1000;

    public static Command Create()
    {
        var target = new ApiTarget();
        var one = new Argument<string?>("CLUSTER") { Arity = ArgumentArity.ZeroOrOne, Description = "One cluster, to see its evidence." };
        var state = new Option<string>("--state")
        {
            HelpName = "STATE",
            DefaultValueFactory = _ => "open",
            Description = "Clusters in this state: open, confirmed, dismissed, ban_planned, or any.",
        };
        state.AcceptOnlyFromAmong("open", "confirmed", "dismissed", "ban_planned", "any");
        var asJson = JsonOption.Create();
        var command = new Command("clusters", "Lists the clusters of a deployed API by operation, the surest and largest first, or shows one.")
        {
            one,
            state,
            asJson,
        };
        target.AddTo(command);
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                var id = parsed.GetValue(one);
                if (id is not null && !ClusterId.TryParse(id, null, out _))
                {
                    throw new UsageException($"'{id}' is no cluster: an id is \"hydra-\" and 12 hexadecimal digits. 'distill clusters' lists them.");
                }

                using var api = target.Open(parsed);
                var output = parsed.InvocationConfiguration.Output;
                if (id is null)
                {
                    var clusters = await ReadAsync(api, parsed.GetRequiredValue(state), cancellationToken).ConfigureAwait(false);
                    await (
                        parsed.GetValue(asJson)
                            ? output.WriteLineAsync($"[{string.Join(",\n", clusters.Select(c => c.GetRawText()))}]")
                            : ListAsync(clusters, output)
                    ).ConfigureAwait(false);
                    return ExitCode.Done;
                }

                var cluster = await api.GetAsync($"clusters/{id}?members_limit=1", cancellationToken).ConfigureAwait(false);
                await (parsed.GetValue(asJson) ? output.WriteLineAsync(cluster.GetRawText()) : ShowAsync(cluster, id, output)).ConfigureAwait(false);
                return ExitCode.Done;
            }
        );
        return command;
    }

    // The surest and largest first.
    private static async Task<IReadOnlyList<JsonElement>> ReadAsync(ApiConnection api, string state, CancellationToken cancellationToken)
    {
        var clusters = new List<JsonElement>();
        for (string? after = ""; after is not null; )
        {
            var page = await api.GetAsync($"clusters?limit={PageSize}{(after.Length == 0 ? "" : $"&after={after}")}", cancellationToken)
                .ConfigureAwait(false);
            clusters.AddRange(page.GetProperty("clusters").EnumerateArray().Where(c => state == "any" || Text(c, "state") == state));
            after = page.GetProperty("next").GetString();
        }

        return [.. InOrder(clusters)];
    }

    private static async Task ListAsync(IEnumerable<JsonElement> clusters, TextWriter output)
    {
        await output
            .WriteLineAsync($"{"CLUSTER", -18}  {"LEVEL", -9}  {"STATE", -11}  {"ACCOUNTS", 8}  {"CALLS", 11}  {"LAST CALL (UTC)", -16}  OPERATION")
            .ConfigureAwait(false);
        foreach (var cluster in clusters)
        {
            await output
                .WriteLineAsync(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{Text(cluster, "id"), -18}  {Text(cluster, "level"), -9}  {Text(cluster, "state"), -11}  "
                            + $"{Number(cluster, "accounts"), 8:N0}  {Number(cluster, "calls"), 11:N0}  {Time(cluster, "lastSeen")}  "
                            + $"{Text(cluster, "operation")}"
                    )
                )
                .ConfigureAwait(false);
        }
    }

    // Operation by operation, the surest and largest first, and so within each. A cluster without one stands alone.
    private static IEnumerable<JsonElement> InOrder(IEnumerable<JsonElement> clusters) =>
        clusters
            .GroupBy(c => Text(c, "operation") is { Length: > 0 } operation ? operation : Text(c, "id"))
            .OrderByDescending(o => o.Max(c => VerdictNames.Level(Text(c, "level"))))
            .ThenByDescending(o => o.Sum(c => Number(c, "calls")))
            .SelectMany(o => o.OrderByDescending(c => VerdictNames.Level(Text(c, "level"))).ThenByDescending(c => Number(c, "calls")));

    private static async Task ShowAsync(JsonElement cluster, string id, TextWriter output)
    {
        await output
            .WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{id}: {Text(cluster, "level")}, {Text(cluster, "state")}, {Number(cluster, "accounts"):N0} accounts, "
                        + $"{Number(cluster, "outputTokens"):N0} output tokens in {Number(cluster, "calls"):N0} calls"
                )
            )
            .ConfigureAwait(false);
        foreach (var kind in cluster.GetProperty("evidence").EnumerateObject())
        {
            foreach (var reason in kind.Value.EnumerateArray())
            {
                var weight = reason.GetProperty("weight").GetDouble().ToString("0.0", CultureInfo.InvariantCulture);
                await output.WriteLineAsync($"  {kind.Name, -14}  {weight, 6}  {Line.Of(Text(reason, "detail"))}").ConfigureAwait(false);
            }
        }

        if (Text(cluster, "operation") is { Length: > 0 } operation)
        {
            await output.WriteLineAsync($"  part of {operation}").ConfigureAwait(false);
            foreach (var tie in cluster.GetProperty("ties").EnumerateArray().Concat(cluster.GetProperty("against").EnumerateArray()))
            {
                await output.WriteLineAsync($"    {Line.Of(Text(tie, "detail"))}").ConfigureAwait(false);
            }
        }

        foreach (var entry in cluster.GetProperty("timeline").EnumerateArray())
        {
            await output.WriteLineAsync($"  {Time(entry, "time")}  {Line.Of(Text(entry, "what"))}").ConfigureAwait(false);
        }

        foreach (var decision in cluster.GetProperty("decisions").EnumerateArray())
        {
            var why = Line.Of(Text(decision, "why").ReplaceLineEndings(" "));
            await output
                .WriteLineAsync($"  {Time(decision, "at")}  {Text(decision, "decision")} by {Line.Of(Text(decision, "by"))}: {why}")
                .ConfigureAwait(false);
        }
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";

    private static long Number(JsonElement json, string name) => json.GetProperty(name).GetInt64();

    private static string Time(JsonElement json, string name) =>
        json.GetProperty(name).GetDateTimeOffset().UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
