using System.CommandLine;
using System.Globalization;
using System.Text;
using Distill.Cli.Terminal;
using Distill.Contracts;
using Distill.Core.Reconciliation;
using Distill.Files;
using Distill.Logs.Formats;

namespace Distill.Cli.Resellers;

/// <summary><c>distill resellers reconcile --ours FILE... --theirs FILE...</c>: a reseller's own log against ours.</summary>
internal static class ReconcileCommand
{
    public static Command Create()
    {
        var ours = new Option<string[]>("--ours")
        {
            HelpName = "FILE",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
            Description = "Our logs: files, folders or patterns.",
        };
        var theirs = new Option<string[]>("--theirs")
        {
            HelpName = "FILE",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
            Description = "The reseller's own logs, of any format that is known or mapped.",
        };
        var reseller = new Option<string?>("--reseller")
        {
            HelpName = "NAME",
            Description = "Only our calls through this reseller. Without it, all calls of our logs count as theirs.",
        };
        var format = new Option<string?>("--their-format") { HelpName = "NAME", Description = "The format of the reseller's logs, as --format." };
        var map = new Option<string?>("--their-map") { HelpName = "FILE", Description = "A mapping for the reseller's logs, as --map." };
        var customer = new Option<string?>("--their-account-from")
        {
            HelpName = "PATH",
            Description = "Where the reseller's records name its customer, as --account-from.",
        };
        var tokens = new Option<double>("--token-tolerance")
        {
            HelpName = "PERCENT",
            DefaultValueFactory = _ => 100 * new ReconciliationOptions().TokenTolerance,
            Description = "How far the token counts of one call may differ, in percent.",
        };
        var output = new Option<string?>("--out")
        {
            HelpName = "DIR",
            Description =
                "Folder for reconciliation.json and tables of undeclared calls, shared accounts and spread customers. It is made if missing.",
        };
        tokens.AcceptRange(0, 50);
        var reading = new LogOptions();
        var command = new Command(
            "reconcile",
            "Compares a reseller's own log with ours, call by call: what it did not declare, and who stands behind whom."
        )
        {
            ours,
            theirs,
            reseller,
            format,
            map,
            customer,
            tokens,
            output,
        };
        reading.AddTo(command);
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                var (ourFormats, period) = (reading.Formats(parsed), reading.Period(parsed));
                var theirFormats = Formats(parsed.GetValue(format), parsed.GetValue(map), parsed.GetValue(customer));
                var work = new LongWork(parsed.InvocationConfiguration.Error);
                var ourCalls = new CallList(ourFormats, period) { Reseller = parsed.GetValue(reseller) };
                var theirCalls = new CallList(theirFormats, default);
                await work.ShowAsync("Reading ours", gauge => ourCalls.ReadAsync(parsed.GetRequiredValue(ours), gauge, cancellationToken))
                    .ConfigureAwait(false);
                await work.ShowAsync("Reading theirs", gauge => theirCalls.ReadAsync(parsed.GetRequiredValue(theirs), gauge, cancellationToken))
                    .ConfigureAwait(false);
                var options = new ReconciliationOptions { TokenTolerance = parsed.GetValue(tokens) / 100 };
                var found = await work.ShowAsync("Comparing", _ => Task.FromResult(LogReconciliation.Of(ourCalls.Calls, theirCalls.Calls, options)))
                    .ConfigureAwait(false);
                if (parsed.GetValue(output) is { } folder)
                {
                    Write(found, folder);
                }

                var text = ReconciliationText.Of(found, ourCalls.Unread, theirCalls.Unread);
                await parsed.InvocationConfiguration.Output.WriteAsync(text).ConfigureAwait(false);
                return found.Shortfall is null ? ExitCode.Done : ExitCode.NoAnswer;
            }
        );
        return command;
    }

    private static FormatChoice Formats(string? format, string? map, string? customer)
    {
        try
        {
            return FormatChoice.Of(format, map, customer);
        }
        catch (FormatException e)
        {
            throw new UsageException(e.Message, e);
        }
    }

    private static void Write(LogComparison found, string folder)
    {
        using var output = new OutputFolder(folder);
        ReconciliationJson.Write(output.Create("reconciliation.json"), found);
        Table(
            "undeclared.csv",
            ["account", "calls", "undeclared", "p"],
            found.UndeclaredAccounts.Select(a => Row(a.Account, a.Calls, a.Undeclared, a.P))
        );
        Table("undeclared-calls.csv", ["time", "account", "model", "inputTokens", "outputTokens"], found.UndeclaredRows.Select(Row));
        Table(
            "hands.csv",
            ["account", "calls", "matched", "seen", "estimate", "low", "high"],
            found.Shared.Select(h => Row(h.Account, h.Calls, h.Matched, h.Seen, h.Estimate, h.Low, h.High))
        );
        Table("spread.csv", ["customer", "calls", "accounts"], found.Spread.Select(s => Row(s.Customer, s.Calls, s.Accounts)));
        output.Complete();

        void Table(string name, string[] heads, IEnumerable<IReadOnlyList<string>> rows) =>
            output.Create(name).Write(Encoding.UTF8.GetBytes(CsvText.Of(rows.Prepend(heads))));
    }

    private static IReadOnlyList<string> Row(LoggedCall call) =>
        [
            DateTimeOffset.UnixEpoch.AddTicks(call.Micros * TimeSpan.TicksPerMicrosecond).UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            call.Party,
            call.Model,
            call.InputTokens.ToString(CultureInfo.InvariantCulture),
            call.OutputTokens.ToString(CultureInfo.InvariantCulture),
        ];

    private static IReadOnlyList<string> Row(string name, params double[] figures) =>
        [name, .. figures.Select(f => f.ToString("0.####", CultureInfo.InvariantCulture))];
}
