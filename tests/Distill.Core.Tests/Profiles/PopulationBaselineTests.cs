using Distill.Core.Profiles;
using Distill.Core.Windows;

namespace Distill.Core.Tests.Profiles;

public sealed class PopulationBaselineTests
{
    [Fact]
    public void IndexOf_IsTheAccountsPlace_InWhateverOrderAccountsCame()
    {
        using var population = new Population();
        foreach (var i in new[] { 4, 1, 3, 0, 2 })
        {
            var call = Some.Call($"a{i}");
            var window = new CallWindow(call.Account, call.Hour);
            window.Add(call);
            population.Add(window);
        }

        population.Add(Some.Record("a5"));
        var baseline = PopulationBaseline.Of(new ProfileCache().At(population, Some.Time.AddHours(1)));

        Assert.Equal([0, 1, 2, 3, 4], baseline.Profiles.Select(baseline.IndexOf));
        Assert.Equal([0, 1, 2, 3, 4], baseline.Profiles.Select(p => baseline.Find(p.Account)));
        Assert.Equal(3, baseline.IndexOf(Some.Profile([Some.Call("a3")])));
        Assert.Equal(-1, baseline.IndexOf(population.Find(Some.Account("a5"))!));
        Assert.Equal(-1, baseline.Find(Some.Account("a5")));
        Assert.Equal(-1, baseline.Find(Some.Account("a15")));
    }

    [Fact]
    public void CountUsers_CountsACustomerOnce_ByItsAccountWithTheMostFramings()
    {
        var users = FramingCensus.CountUsers([(7, 1), (7, 3), (8, 1), (-1, 2), (-1, 2)]);

        Assert.Equal([4, 4, 3, 1, 0], users.Take(5));
    }
}
