namespace Distill.LocalHost.Settings;

/// <summary>Everything found wrong before the app starts, told at once rather than one start at a time.</summary>
internal sealed class StartupProblems
{
    private readonly List<string> _problems = [];

    public IReadOnlyList<string> All => _problems;

    public void Add(string problem) => _problems.Add(problem);

    /// <exception cref="StartupException">Something was found.</exception>
    public void ThrowIfAny()
    {
        if (_problems.Count > 0)
        {
            throw new StartupException(_problems);
        }
    }
}
