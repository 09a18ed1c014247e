using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Distill.Cli.Honeypot.Keys;
using Distill.Cli.Honeypot.Probe;
using Distill.Cli.Honeypot.Samples;
using Distill.Cli.Terminal;
using Distill.Files;
using Distill.Honeypots.Attribution;
using Distill.Honeypots.Keys;

namespace Distill.Cli.Honeypot.Identify;

/// <summary><c>distill honeypot identify --key FILE --epoch E --api URL --model NAME</c>: does an endpoint answer with our marked model?</summary>
internal static class IdentifyCommand
{
    private const int DefaultQuestions = 64;

    // The first look. Each next one is after twice as many answers.
    private const int FirstLook = 4;

    // The lowest rate of marking that the test knows.
    private const double MinRate = 0.01;

    public static Command Create()
    {
        var key = KeyOptions.Key();
        var epoch = KeyOptions.Epoch();
        var rate = KeyOptions.Rate();
        var api = new Option<string>("--api")
        {
            HelpName = "URL",
            Required = true,
            Description =
                "The endpoint, OpenAI-compatible, such as https://host/v1. Its key, if it needs one, is read from the environment variable "
                + $"{SuspectApi.KeyVariable}.",
        };
        var model = new Option<string>("--model")
        {
            HelpName = "NAME",
            Required = true,
            Description = "The model to ask for.",
        };
        var candidates = new Option<string?>("--candidates")
        {
            HelpName = "FILE",
            Description = "Clusters or accounts whose marks they may be, one on each line: then it also says whose account is behind the endpoint.",
        };
        var questions = new Option<int>("--questions")
        {
            HelpName = "N",
            DefaultValueFactory = _ => DefaultQuestions,
            Description =
                $"The most questions, {FirstLook} to {OpenQuestions.All.Count}. It stops as soon as the answer is clear; with --candidates, as "
                + "soon as it can name one.",
        };
        questions.AcceptRange(FirstLook, OpenQuestions.All.Count);
        var alpha = new Option<double>("--alpha")
        {
            HelpName = "P",
            DefaultValueFactory = _ => new AttributionOptions().Alpha,
            Description = "The chance of a wrong yes, over all looks and candidates.",
        };
        alpha.AcceptRange(AttributionOptions.MinAlpha, AttributionOptions.MaxAlpha);
        var output = new Option<string?>("--out") { HelpName = "FILE", Description = "JSON lines with each prompt and response, as evidence." };
        var command = new Command("identify", "Asks an endpoint open questions, and says whether it answers with text that our key marked.")
        {
            key,
            epoch,
            rate,
            api,
            model,
            candidates,
            questions,
            alpha,
            output,
        };
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                var most = parsed.GetValue(questions);
                int[] looks = [.. Looks(most)];
                var options = new AttributionOptions
                {
                    Alpha = parsed.GetValue(alpha),
                    Looks = looks.Length,
                    MarkingRate = Math.Max(parsed.GetValue(rate), MinRate),
                };
                var test = new EndpointTest(
                    KeyOptions.ReadKey(parsed.GetRequiredValue(key)),
                    KeyOptions.Parse<EpochId>("--epoch", parsed.GetRequiredValue(epoch)),
                    parsed.GetValue(candidates) is { } file ? CandidateFile.Read(file).Candidates : [],
                    options
                );
                using var suspect = new SuspectApi(parsed.GetRequiredValue(api), parsed.GetRequiredValue(model));
                var answered = new List<(string Prompt, string Response)>();
                var (result, found) = ((AttributionResult?)null, (string?)null);
                foreach (var look in looks)
                {
                    var asked = OpenQuestions.All.Skip(answered.Count).Take(look - answered.Count).ToArray();
                    var answers = await suspect.AnswerAsync(asked, cancellationToken).ConfigureAwait(false);
                    answered.AddRange(asked.Zip(answers));
                    result = test.Test(answered.Select(a => a.Response));
                    if (result.P > options.Alpha)
                    {
                        continue;
                    }

                    // To name a candidate takes more answers than to tell that the marks are ours.
                    found = Found(result, answered.Count, options);
                    if (result.Candidates.Count == 0 || Named(result, options).Any())
                    {
                        break;
                    }
                }

                if (parsed.GetValue(output) is { } to)
                {
                    Write(to, answered);
                }

                var power = found is not null ? default : test.Power([.. answered.Select(a => a.Response)]);
                await parsed.InvocationConfiguration.Output.WriteLineAsync(found ?? NotFound(result!, answered.Count, power)).ConfigureAwait(false);
                return found is not null || power.Power >= EndpointTest.Enough ? ExitCode.Done : ExitCode.NoAnswer;
            }
        );
        return command;
    }

    // They are fixed before the first answer, and each is paid for in the p-value.
    private static IEnumerable<int> Looks(int most)
    {
        for (var look = FirstLook; look < most; look *= 2)
        {
            yield return look;
        }

        yield return most;
    }

    private static IEnumerable<CandidateTest> Named(AttributionResult result, AttributionOptions options) =>
        result.Candidates.Where(c => c.Corrected <= options.Alpha);

    private static string Found(AttributionResult result, int answers, AttributionOptions options)
    {
        var named = Named(result, options)
            .Select(c => FormattableString.Invariant($" The marks are those of {Line.Of(c.Id)} (p = {c.Corrected:0.0e+0})."));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"This endpoint answers with our marked model: p = {result.P:0.0e+0} after {answers} answers (the chance of a wrong yes is at most "
                + $"{options.Alpha:0.0e+0}).{string.Concat(named)}"
        );
    }

    private static string NotFound(AttributionResult result, int answers, (double Power, double Needed) power)
    {
        var seen = string.Create(
            CultureInfo.InvariantCulture,
            $"p = {result.P:0.0e+0} after {answers} answers; had our key marked them, this would have shown it in {100 * power.Power:0} % of cases."
        );
        var more = power.Needed - answers;
        return power.Power >= EndpointTest.Enough
                ? $"No marks found: {seen} The endpoint has another model, gets unmarked answers, or takes the marks out."
            : more < OpenQuestions.All.Count * 10
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"Cannot tell: {seen} About {Math.Max(1, Math.Ceiling(more))} more questions are needed for 80 %."
                )
            : $"Cannot tell: {seen} Its answers have too few places that can be marked; ask for prose.";
    }

    private static void Write(string path, IEnumerable<(string Prompt, string Response)> answered)
    {
        using var draft = new DraftFile(path);
        foreach (var (prompt, response) in answered)
        {
            draft.Stream.Write(JsonSerializer.SerializeToUtf8Bytes(new { prompt, response }));
            draft.Stream.WriteByte((byte)'\n');
        }

        draft.Complete();
    }
}
