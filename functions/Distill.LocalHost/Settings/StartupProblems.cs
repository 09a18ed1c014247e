namespace Distill.LocalHost.Settings;

/// <summary>Collects all problems found before the app starts, so that one message reports all of them.</summary>
internal sealed class StartupProblems
{
    private readonly List<string> _problems = [];

    public IReadOnlyList<string> All => _problems;

    public void Add(string problem) => _problems.Add(problem);

    /// <exception cref="StartupException">There is at least one problem.</exception>
    public void ThrowIfAny()
    {
        if (_problems.Count > 0)
        {
            throw new StartupException(_problems);
        }
    }
}
