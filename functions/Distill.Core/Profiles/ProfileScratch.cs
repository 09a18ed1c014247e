using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Profiles;

/// <summary>Reusable tables to make profiles, one after another.</summary>
internal sealed class ProfileScratch
{
    public CallBuffer Calls { get; } = new();

    public List<long> Sittings { get; } = [];

    public List<ulong> Exchanges { get; } = [];

    public List<ModelUse> Models { get; } = [];

    public KeyCounts Networks { get; } = new();

    public KeyCounts Clients { get; } = new();

    public DistinctPrompts.Scratch Prompts { get; } = new();

    public FramingAnchors.Scratch Anchors { get; } = new();

    public WordPairs.Scratch Pairs { get; } = new();

    public AccountPassages.Scratch Passages { get; } = new();
}
