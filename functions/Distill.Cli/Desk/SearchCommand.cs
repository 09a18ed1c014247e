using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Distill.Cli.Terminal;
using Distill.Reports.Console;

namespace Distill.Cli.Desk;

/// <summary><c>distill search TEXT</c>: what is published about an id, a card, a device, a network, a mail domain or a word.</summary>
internal static class SearchCommand
{
    public static Command Create()
    {
        var target = new ApiTarget();
        var text = new Argument<string>("TEXT")
        {
            Description =
                "A part of an id, or a word; or a card or device as events have it, an address or network, a mail domain or an address there.",
        };
        var asJson = JsonOption.Create();
        var command = new Command("search", "Finds accounts, clusters, operations and decisions of a deployed API, and who has a card or a network.")
        {
            text,
            asJson,
        };
        target.AddTo(command);
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                using var api = target.Open(parsed);
                var found = await api.GetAsync($"search?q={Uri.EscapeDataString(parsed.GetRequiredValue(text))}", cancellationToken)
                    .ConfigureAwait(false);
                var output = parsed.InvocationConfiguration.Output;
                if (parsed.GetValue(asJson))
                {
                    await output.WriteLineAsync(found.GetRawText()).ConfigureAwait(false);
                    return ExitCode.Done;
                }

                string[] lines = [.. Lines(found)];
                await output
                    .WriteLineAsync(lines.Length > 0 ? string.Join('\n', lines) : $"Nothing found. {SearchModel.Reach}")
                    .ConfigureAwait(false);
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static IEnumerable<string> Lines(JsonElement found) =>
        [
            .. All(found, "values")
                .Select(v =>
                    $"{Text(v, "kind").Replace('_', ' ')} {Text(v, "value")}: {v.GetProperty("members")} members of "
                    + $"{Cluster(v.GetProperty("cluster"))}: {Accounts(v)}"
                ),
            .. All(found, "accounts")
                .Select(a => $"account {Text(a, "account")}: {Text(a, "level")}, {Text(a, "action")}, score {a.GetProperty("score")}{In(a)}"),
            .. All(found, "operations")
                .Select(o =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"operation {Text(o, "id")}: {Text(o, "level")}, {Text(o, "state")}, {o.GetProperty("clusters").GetInt32():N0} clusters, "
                            + $"{o.GetProperty("accounts").GetInt32():N0} accounts"
                    )
                ),
            .. All(found, "clusters").Select(c => $"cluster {Cluster(c)}"),
            .. All(found, "decisions").Select(d => $"decision on {On(d)} by {Text(d, "by")}: {Text(d, "what")}: {Text(d, "why")}"),
        ];

    private static string Cluster(JsonElement cluster) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Text(cluster, "id")} ({Text(cluster, "level")}, {Text(cluster, "state")}, {cluster.GetProperty("accounts").GetInt32():N0} accounts)"
        );

    private static string Accounts(JsonElement value)
    {
        string[] named = [.. All(value, "accounts").Select(a => Line.Of(a.GetString()))];
        return string.Join(", ", named) + (value.GetProperty("members").GetInt32() > named.Length ? ", ..." : "");
    }

    private static string In(JsonElement account) => Text(account, "cluster") is { Length: > 0 } cluster ? $", in {cluster}" : "";

    // One of the three is given, and the others are null.
    private static string On(JsonElement decision) => Text(decision, "cluster") + Text(decision, "operation") + Text(decision, "account");

    private static JsonElement.ArrayEnumerator All(JsonElement json, string name) => json.GetProperty(name).EnumerateArray();

    private static string Text(JsonElement json, string name) => Line.Of(json.GetProperty(name).GetString()?.ReplaceLineEndings(" "));
}
