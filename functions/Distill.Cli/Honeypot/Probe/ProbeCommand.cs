using System.CommandLine;
using Distill.Cli.Honeypot.Samples;
using Distill.Cli.Terminal;
using Distill.Honeypots.Attribution;

namespace Distill.Cli.Honeypot.Probe;

/// <summary><c>distill honeypot probe IN.jsonl OUT.jsonl</c>.</summary>
internal static class ProbeCommand
{
    private const int DefaultCount = 10_000;
    private const int DefaultKeys = 1000;

    public static Command Create()
    {
        var count = new Option<int>("--count", "--budget")
        {
            HelpName = "N",
            DefaultValueFactory = _ => DefaultCount,
            Description = "The most questions, 1 to 1,000,000. They are taken evenly from all.",
        };
        count.AcceptRange(1, 1_000_000);
        var receipts = new Option<string?>("--receipts")
        {
            HelpName = "FILE",
            Description =
                "The log of receipts. It tells the request of an answer that does not name its own and is unchanged, and whom it was marked for.",
        };
        var rate = new Option<double>("--rate")
        {
            HelpName = "SHARE",
            DefaultValueFactory = _ => new AttributionOptions().MarkingRate,
            Description = "The rate at which the answers were marked, 0.01 to 1. The power that is printed goes by it.",
        };
        rate.AcceptRange(0.01, 1);
        var keys = new Option<int>("--keys")
        {
            HelpName = "N",
            DefaultValueFactory = _ => DefaultKeys,
            Description = "How many candidates the audit will have. The power that is printed is corrected for them.",
        };
        keys.AcceptRange(1, 1_000_000);
        var api = new Option<string?>("--api")
        {
            HelpName = "URL",
            Description =
                "Asks a suspect behind an OpenAI-compatible API, such as https://host/v1, by log-probabilities if it gives them. Its key, if it "
                + $"needs one, is read from the environment variable {SuspectApi.KeyVariable}. Default: only writes the questions.",
        };
        var model = new Option<string?>("--model") { HelpName = "NAME", Description = "With --api: the model to ask." };
        var input = new Argument<string>("IN.jsonl")
        {
            Description =
                "JSON lines with text or response: answers that went to the accounts under suspicion, marked or not, each with its request; or other "
                + "text of the same kind. Or questions that this command wrote: those without an answer are asked.",
        };
        var output = new Argument<string>("OUT.jsonl")
        {
            Description =
                "JSON lines with prompt, beginning, both ways to go on (first and second) and, if known, request, account and cluster. Without "
                + "--api: ask the suspect each prompt and add its answer as response, or the log-probabilities of both ways behind the beginning as "
                + "firstLogProbability and secondLogProbability. Give the file to 'honeypot audit --suspect'.",
        };
        var command = new Command(
            "probe",
            "Asks a suspect model, or writes the questions: texts cut before a choice of wording, with both ways to go on. No key has a part in them."
        )
        {
            count,
            receipts,
            rate,
            keys,
            api,
            model,
            input,
            output,
        };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(api) is null) != (result.GetValue(model) is null))
            {
                result.AddError("--api and --model need each other.");
            }
        });
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                using var suspect = parsed.GetValue(api) is { } url ? new SuspectApi(url, parsed.GetValue(model)!) : null;
                var log = parsed.GetValue(receipts) is { } path ? KnownRequests.Read(path) : KnownRequests.None;
                var all = ProbeFile.Read(parsed.GetRequiredValue(input), log, cancellationToken);
                var asked = ProbeFile.Evenly(all, parsed.GetValue(count));
                var to = parsed.GetRequiredValue(output);
                await parsed
                    .InvocationConfiguration.Output.WriteLineAsync($"{asked.Count:N0} questions of {all.Count:N0} in {to}")
                    .ConfigureAwait(false);
                foreach (var line in ProbePower.Lines(asked, parsed.GetValue(rate), parsed.GetValue(keys)))
                {
                    await parsed.InvocationConfiguration.Output.WriteLineAsync(line).ConfigureAwait(false);
                }

                var failed = 0;
                if (suspect is not null)
                {
                    (asked, failed) = await suspect.AskAsync(asked, cancellationToken).ConfigureAwait(false);
                    await parsed
                        .InvocationConfiguration.Output.WriteLineAsync(
                            $"{asked.Count(r => r.IsChoice):N0} of {asked.Count:N0} gave a choice, "
                                + $"{asked.Count(r => r.Row.LogProbabilities is not null):N0} by log-probabilities; {failed:N0} got no answer"
                        )
                        .ConfigureAwait(false);
                }

                ProbeFile.Write(to, asked);
                return failed > 0 ? ExitCode.NoAnswer : ExitCode.Done;
            }
        );
        return command;
    }
}
