namespace Distill.Infra.Tests;

/// <summary>Kusto accepts every query: it parses, and each name is a column, a function or a table.</summary>
public sealed class KustoTests
{
    public static TheoryData<string> Names => [.. Queries.Deployed.Concat(Queries.OfTheRunbook).Select(q => q.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Query_ParsesAndBinds(string name)
    {
        var answer = (await Kusto.AllAsync())[name];

        Assert.Empty(answer.Errors);
        Assert.NotEmpty(answer.Columns);
    }

    [Fact]
    public void Runbook_HasQueries() => Assert.True(Queries.OfTheRunbook.Length >= 5);

    /// <summary>A rule compares a number from its query, and splits by one of its columns.</summary>
    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public async Task LogAlerts_CompareANumberThatTheirQueryGives(string environment)
    {
        var answers = await Kusto.AllAsync();
        foreach (var rule in Deployment.Of(environment).All("Microsoft.Insights/scheduledQueryRules"))
        {
            var condition = rule.Json["properties"]!["criteria"]!["allOf"]![0]!;
            var columns = answers[$"infra/queries/{rule.Name}.kql"].Columns;

            Assert.Contains(columns[condition["metricMeasureColumn"]!.GetValue<string>()], new[] { "int", "long", "real" });
            Assert.All(condition["dimensions"]!.AsArray(), d => Assert.Equal("string", columns[d!["name"]!.GetValue<string>()]));
            Assert.Equal(Repository.Read($"infra/queries/{rule.Name}.kql"), condition["query"]!.GetValue<string>());
        }
    }
}
