using Azure;
using Distill.Contracts.Verdicts;
using Distill.Functions.Correlation;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Publishing;

namespace Distill.Functions.Tests.Correlation;

/// <summary>A run that was held up comes after a newer one. It must not change what the newer one published.</summary>
public sealed class LateRunTests(AzuriteFixture azurite)
{
    /// <summary>Holds the late run up at each of its writes in turn, until it has none left.</summary>
    [Fact]
    public async Task LateRun_ChangesNothing_WhereverItWasHeldUp()
    {
        var held = 0;
        for (var write = 1; await IsHeldAsync(write); write++)
        {
            held++;
        }

        // The claim on the watermark, those on rows and clusters, both writes, the changes, and the commit.
        Assert.True(held >= 7, $"The run was held up at {held} writes.");
    }

    private async Task<bool> IsHeldAsync(int write)
    {
        await using var newer = new Instance(azurite.NewAccount());
        await Run.SaveAsync(newer, Run.First, [.. Run.Verdicts(Run.Cluster(1, 8)), Run.Verdict("x")], Run.Cluster(1, 8));

        var hold = new HoldAt(write);
        await using var late = new Instance(newer.Connection, hold);
        var saving = Run.SaveAsync(
            late,
            Run.First.Next,
            [Run.Verdict("x", VerdictLevel.Watch), .. Run.Verdicts(Run.Cluster(1, 8, level: VerdictLevel.Watch))],
            Run.Cluster(1, 8, level: VerdictLevel.Watch)
        );
        if (await Task.WhenAny(hold.Reached, saving) == saving)
        {
            await saving;
            return false;
        }

        var confirmed = Run.Cluster(1, 8, level: VerdictLevel.Confirmed);
        await Run.SaveAsync(newer, Run.First + 2, [.. Run.Verdicts(confirmed)], confirmed);
        var published = await PublishedAsync(newer);
        hold.LetGo();

        // Only a run that was held up after its commit has nothing more to lose.
        if (await Record.ExceptionAsync(() => saving) is { } refused)
        {
            Assert.IsAssignableFrom<RequestFailedException>(refused);
        }

        await using var anew = new Instance(newer.Connection);
        Assert.Equal(published, await PublishedAsync(anew));
        return true;
    }

    private static async Task<string[]> PublishedAsync(Instance instance)
    {
        using var session = await instance.Get<StateStore>().OpenAsync(new Core.Correlator(new()), new Core.Windows.Population(), default);
        return
        [
            $"{session.Watermark.Hour}",
            .. session.Verdicts.Values.Select(v => $"{v.Value.Account} {v.Value.Level}").Order(StringComparer.Ordinal),
            .. session.Clusters.Values.Select(c => $"{c.Value.Id} {c.Value.Level}"),
            .. (await Stored.RowsAsync(instance.Connection, StateTable.Name)).Where(r => r.Row.RowKey == "head").Select(r => $"{r.Row["Revision"]}"),
        ];
    }
}
