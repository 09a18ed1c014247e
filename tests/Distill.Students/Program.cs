using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Distill.Evaluation.Attribution;
using Distill.Students;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var plan = new StudyPlan();
var answers = new Option<string?>("--answers")
{
    Description = "The answers that students are taught: JSON lines with text or response. Default: the built-in grammar's.",
};
var clean = new Option<string[]>("--pretrain")
{
    AllowMultipleArgumentsPerToken = true,
    Description = "More clean text, in files of the same kind, that students learn to write from before.",
};
var rate = new Option<double>("--rate") { DefaultValueFactory = _ => plan.Rate, Description = "The rate of marking." };
var passes = new Option<int>("--passes") { DefaultValueFactory = _ => plan.Passes, Description = "How often a student sees each answer." };
var pretrained = new Option<int>("--pretrain-tokens")
{
    DefaultValueFactory = _ => plan.PretrainTokens,
    Description = "How many tokens of clean text a student sees before.",
};
var questions = new Option<int>("--questions")
{
    DefaultValueFactory = _ => plan.Questions,
    Description = "How many questions a student is asked at most after each pass.",
};
var written = new Option<int>("--written") { DefaultValueFactory = _ => plan.Written, Description = "How many tokens a student writes freely." };
var seed = new Option<ulong>("--seed") { DefaultValueFactory = _ => plan.Seed, Description = "The seed of everything." };
var threads = new Option<int>("--threads") { DefaultValueFactory = _ => 1, Description = "Threads that train." };
var output = new Option<string>("--out") { DefaultValueFactory = _ => "students", Description = "Folder for the pretrained model and the figures." };
var command = new RootCommand("Teaches small transformers marked answers, and tests them for the marks.")
{
    answers,
    clean,
    rate,
    passes,
    pretrained,
    questions,
    written,
    seed,
    threads,
    output,
};
command.SetAction(parsed =>
{
    CxxRuntime.Prepare();
    TorchSharp.torch.set_num_threads(parsed.GetValue(threads));
    plan = plan with
    {
        Rate = parsed.GetValue(rate),
        Passes = parsed.GetValue(passes),
        PretrainTokens = parsed.GetValue(pretrained),
        Questions = parsed.GetValue(questions),
        Written = parsed.GetValue(written),
        Seed = parsed.GetValue(seed),
    };
    var taught = parsed.GetValue(answers) is { } path
        ? TextSource.Of(Path.GetFileName(path), Texts(path))
        : TextSource.BuiltIn(StudyPlan.BuiltInTexts)[0];
    string[] before = [.. (parsed.GetValue(clean) ?? []).SelectMany(Texts)];
    var folder = Directory.CreateDirectory(parsed.GetRequiredValue(output)).FullName;
    using var figures = new StreamWriter(Path.Combine(folder, "students.md"));
    foreach (var line in new StudentComparison(taught, before, plan, folder).Run())
    {
        Console.WriteLine($"{DateTime.Now:HH:mm:ss} {line}");
        figures.WriteLine(line);
        figures.Flush();
    }
});
return command.Parse(args).Invoke();

static IEnumerable<string> Texts(string path)
{
    foreach (var line in File.ReadLines(path).Where(l => l.Length > 0))
    {
        using var row = JsonDocument.Parse(line);
        yield return (row.RootElement.TryGetProperty("response", out var text) ? text : row.RootElement.GetProperty("text")).GetString()!;
    }
}
