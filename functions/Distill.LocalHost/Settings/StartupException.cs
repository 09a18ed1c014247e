namespace Distill.LocalHost.Settings;

/// <summary>Thrown when the app can't start for a reason that its author or a setting can fix.</summary>
internal sealed class StartupException : Exception
{
    public StartupException(IReadOnlyList<string> problems)
        : base($"The app can't start:{Environment.NewLine}{string.Join(Environment.NewLine, problems.Select(p => "  - " + p))}") =>
        Problems = problems;

    public StartupException(string problem, Exception? inner = null)
        : base($"The app can't start: {problem}", inner) => Problems = [problem];

    public IReadOnlyList<string> Problems { get; }
}
