namespace Distill.Architecture.Tests;

/// <summary>Code runs one way: no two folders name each other, and each stage and each project sees only what comes before it.</summary>
public sealed class StageDirectionTests
{
    /// <summary>
    /// What each stage of the detection may see of Core, itself aside, in the order in which the stages run. The correlator stands above them, in
    /// Core's own folder, and no stage sees it.
    /// </summary>
    private static readonly Dictionary<string, string[]> s_upstream = new()
    {
        ["Options"] = [],
        ["Events"] = ["Options"],
        ["Windows"] = ["Options", "Events"],
        ["Profiles"] = ["Options", "Events", "Windows"],
        ["Framings"] = ["Options", "Events", "Windows", "Profiles"],
        ["Groups"] = ["Options", "Events", "Windows", "Profiles", "Framings"],

        // A signal measures any group of accounts, whoever proposed it.
        ["Signals"] = ["Options", "Events", "Windows", "Profiles"],
        ["Clusters"] = ["Options", "Events", "Windows", "Profiles", "Framings", "Groups", "Signals"],

        // Decisions do not see operations: no verdict of a run follows from them.
        ["Operations"] = ["Options", "Events", "Windows", "Profiles", "Framings", "Groups", "Signals", "Clusters"],
        ["Decisions"] = ["Options", "Events", "Windows", "Profiles", "Framings", "Groups", "Signals", "Clusters"],
        ["Newcomers"] = ["Options", "Events", "Windows", "Profiles", "Framings", "Groups", "Signals", "Clusters", "Decisions"],

        // Shown to people beside the verdicts. No stage that decides may see these.
        ["Portraits"] = ["Options", "Events", "Windows", "Profiles", "Framings", "Groups", "Signals", "Clusters"],
        ["Sharing"] = ["Options", "Events", "Windows", "Profiles", "Framings", "Groups", "Signals", "Clusters", "Portraits"],
        ["Backtests"] = ["Options", "Events", "Windows", "Profiles", "Framings", "Groups", "Signals", "Clusters"],
        ["Volumes"] = ["Options", "Events", "Windows"],
        ["Reconciliation"] = ["Options", "Events"],
        ["Resellers"] = ["Options", "Events", "Windows", "Profiles", "Framings", "Groups", "Signals", "Clusters", "Decisions"],
    };

    /// <summary>The projects that stand below others, with all that each may see of ours.</summary>
    private static readonly Dictionary<string, string[]> s_below = new()
    {
        ["Distill.Contracts"] = [],
        ["Distill.Statistics"] = [],
        ["Distill.Client"] = ["Distill.Contracts"],
        ["Distill.Core"] = ["Distill.Contracts", "Distill.Statistics"],

        // The second line. It meets the detection at ids and statistics alone.
        ["Distill.Honeypots"] = ["Distill.Contracts", "Distill.Statistics"],
    };

    /// <summary>The programs: only tests may compile against them.</summary>
    private static readonly string[] s_programs = ["Distill.Cli", "Distill.LocalHost", "Distill.Functions"];

    private static readonly Project s_core = Project.Named("Distill.Core");

    public static TheoryData<string> Projects => [.. Project.All.Select(p => p.Name)];

    public static TheoryData<string> Stages =>
        [.. s_core.Assembly.GetTypes().Select(s_core.FolderOf).OfType<string>().Where(f => f.Length > 0).Distinct().Order()];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_FormNoCircle(string project) => Rule.HasNoBreach(new FolderGraph(Project.Named(project)).OnCircles());

    [Theory]
    [MemberData(nameof(Stages))]
    public void Stage_SeesOnlyWhatIsUpstream(string stage)
    {
        Assert.True(s_upstream.TryGetValue(stage, out var upstream), $"{stage} is a new stage. Say in this test what it may see.");
        var wrong =
            from arrow in new FolderGraph(s_core).Arrows
            where arrow.From == stage && !upstream.Contains(arrow.To)
            select $"{stage} sees {arrow.To}: {arrow.Because}";
        Rule.HasNoBreach(wrong);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_ReferencesOnlyWhatIsBelow(string name)
    {
        var references = Project.Named(name).References;
        Assert.Empty(s_below.TryGetValue(name, out var below) ? references.Except(below) : references.Intersect(s_programs));
    }
}
