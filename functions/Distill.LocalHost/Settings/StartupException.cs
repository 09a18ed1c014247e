namespace Distill.LocalHost.Settings;

/// <summary>The app can't start, for reasons that its author or its settings can mend.</summary>
internal sealed class StartupException : Exception
{
    public StartupException(IReadOnlyList<string> problems)
        : base($"The app can't start:{Environment.NewLine}{string.Join(Environment.NewLine, problems.Select(p => "  - " + p))}") =>
        Problems = problems;

    public StartupException(string problem, Exception? inner = null)
        : base($"The app can't start: {problem}", inner) => Problems = [problem];

    public IReadOnlyList<string> Problems { get; }
}
