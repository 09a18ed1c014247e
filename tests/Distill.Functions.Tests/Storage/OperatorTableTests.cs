using Azure.Data.Tables;
using Distill.Contracts;
using Distill.Core;
using Distill.Core.Options;
using Distill.Core.Windows;
using Distill.Functions.Correlation;
using Distill.Functions.Storage;
using static Distill.Functions.Tests.Newcomers.NewcomerCase;

namespace Distill.Functions.Tests.Storage;

public sealed class OperatorTableTests(AzuriteFixture azurite)
{
    /// <summary>The first row says how many there are. A run that died may have left more of them, or written only the later ones.</summary>
    [Fact]
    public async Task RowsOfARunThatDied_DoNotCount()
    {
        var store = await FindOperatorAsync(azurite);
        await using var one = Start(store);
        var hour = (await LedgerAsync(one)).Head.Hour!.Value;
        var (table, rows) = (one.Get<OperatorTable>(), new TableClient(store, OperatorTable.Name));
        var marks = (await table.ReadAsync(hour, default))!.MarkCount;
        await rows.AddEntityAsync(new TableEntity(hour.ToString(), "001") { ["Parts"] = 2, ["Index0"] = new byte[] { 1, 2, 3 } });

        Assert.True(marks > 0);
        Assert.Equal(marks, (await table.ReadAsync(hour, default))!.MarkCount);

        await rows.DeleteEntityAsync(hour.ToString(), "000");
        Assert.Null(await table.ReadAsync(hour, default));
    }

    /// <summary>The next run looks for the operators again, whichever instance makes it.</summary>
    [Fact]
    public async Task AnInstanceThatStarts_KnowsTheOperatorsOfTheLastRun()
    {
        var store = await FindOperatorAsync(azurite);
        await using var one = Start(store);

        using var session = await one.Get<StateStore>().OpenAsync(new Correlator(new DetectionOptions()), new Population(), default);

        var saved = (await one.Get<OperatorTable>().ReadAsync(session.State.Watermark!.Value, default))!;
        Assert.True(saved.MarkCount > 0);
        Assert.Equal((saved.Hour, saved.MarkCount), (session.State.Operators!.Hour, session.State.Operators.MarkCount));
    }

    [Fact]
    public async Task ARunWithoutOperators_LeavesAnEmptyIndex()
    {
        await using var one = new Instance(azurite.NewAccount());
        await one.IngestAsync("0", Some.Events([Some.Call()]));
        await one.CorrelateAsync();

        Assert.True((await one.Get<OperatorTable>().ReadAsync(Hour.Of(Some.Start), default))!.IsEmpty);
    }
}
