using System.Net;
using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;
using Distill.Core.Events;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Publishing;
using Distill.Reports.Words;
using static Distill.Functions.Tests.Api.DecisionCalls;

namespace Distill.Functions.Tests.Console;

/// <summary>An account's page: what speaks against the verdict, its appeal, and overrides.</summary>
public sealed class AccountPageTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData("Block", "suspect block")]
    [InlineData("Allow", "suspect allow")]
    public async Task AnOverride_IsWhatTheApiThenSays_AndCanBeLifted(string kind, string verdict)
    {
        await using var instance = await StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);

        using var set = await OverrideAsync(server, await AccountAsync(server), kind, "ana", "x");
        Assert.Equal(verdict, await VerdictAsync(instance, "m003"));
        using var lifted = await OverrideAsync(server, await AccountAsync(server), "Lift", "ana", "y");

        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.SeeOther], [set.StatusCode, lifted.StatusCode]);
        Assert.Equal("suspect verify", await VerdictAsync(instance, "m003"));
        var page = await AccountAsync(server);
        Assert.Contains("Lift", page, StringComparison.Ordinal);
        Assert.Contains("Changes within", page, StringComparison.Ordinal);
    }

    /// <summary>Who sets an override second looks again, with the reason kept; a form that is only sent twice is taken as sent.</summary>
    [Theory]
    [InlineData("override")]
    [InlineData("decision")]
    [InlineData("run")]
    public async Task AnOverride_OfAnAccountThatChangedMeanwhile_IsNotTaken(string change)
    {
        await using var instance = await StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);
        var (anas, bens) = (await AccountAsync(server), await AccountAsync(server));
        switch (change)
        {
            case "override":
                using (var first = await OverrideAsync(server, anas, "Block", "ana", "Known."))
                using (var again = await OverrideAsync(server, anas, "Block", "ana", "Known."))
                {
                    Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.SeeOther], [first.StatusCode, again.StatusCode]);
                }

                break;
            case "decision":
                Assert.Equal(
                    200,
                    (
                        await DecideAsync(
                            instance,
                            new
                            {
                                decision = "confirm",
                                by = "ana",
                                why = "Invoices say so.",
                            }
                        )
                    ).Status
                );
                break;
            default:
                var cleared = Run.Verdicts(TheCluster).Select(v => v.Account.Value == "m003" ? v with { Level = VerdictLevel.Confirmed } : v);
                await Run.SaveAsync(instance, Run.First.Next, cleared, TheCluster);
                break;
        }

        var before = await VerdictAsync(instance, "m003");
        using var sent = await OverrideAsync(server, bens, "Allow", "ben", "A school.");
        var told = await sent.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.Conflict, sent.StatusCode);
        Assert.Equal(before, await VerdictAsync(instance, "m003"));
        Assert.Contains("it has changed since you looked", told, StringComparison.Ordinal);
        Assert.Contains("A school.</textarea>", told, StringComparison.Ordinal);
        using var benAgain = await OverrideAsync(server, told, "Allow", "ben", "A school.");
        Assert.Equal(HttpStatusCode.SeeOther, benAgain.StatusCode);
        Assert.EndsWith(" allow", await VerdictAsync(instance, "m003"), StringComparison.Ordinal);
    }

    private static Task<string> AccountAsync(ConsoleServer server) => server.Client.GetStringAsync("/console/account?id=m003");

    private static Task<HttpResponseMessage> OverrideAsync(ConsoleServer server, string page, string kind, string by, string why) =>
        ConsoleForm.SendAsync(server, "/console/account/override", page, ("action", kind), ("by", by), ("why", why));

    /// <summary>Each verification says what it led to, in the order in which they came.</summary>
    [Fact]
    public void AnAppeal_SaysWhatEachVerificationLedTo()
    {
        Assert.Equal(
            [
                "4 open: Nobody has answered yet.",
                "3 passed: It counts until 2026-10-02 00:00. The action is allow; the level stays, because it says what was seen.",
                "2 failed: It ended what the one of 2026-07-02 00:00 gave.",
                "1 passed: The failed one of 2026-07-03 00:00 ended it.",
                "0 open: Answered 2026-07-02 00:00: passed.",
            ],
            Steps(VerdictAction.Allow, 5, "open", "passed", "failed", "passed", "open")
        );
        Assert.Equal(["0 failed: It changed no action."], Steps(VerdictAction.Block, 1, "failed"));
        Assert.Equal(["0 passed: It counted until 2026-09-29 00:00."], Steps(VerdictAction.Block, 91, "passed"));
        Assert.Equal(["1 passed: The next run weighs it.", "0 open: Nobody has answered yet."], Steps(VerdictAction.Block, 0, "open", "passed"));
        Assert.EndsWith(
            "A person's decision wins over it: the action is block.",
            Steps(VerdictAction.Block, 1, "passed")[0],
            StringComparison.Ordinal
        );
        Assert.Equal(
            ["1 passed: It counts until 2026-09-30 00:00. The account is not flagged, so it changes nothing.", "0 passed: The one of"],
            Steps(VerdictAction.Allow, 2, VerdictLevel.Clear, "passed", "passed").Select((s, i) => i == 0 ? s : s[..20])
        );
    }

    /// <summary>The page tells of facts that a run has not seen yet as well, and of what speaks for the account.</summary>
    [Fact]
    public async Task ThePage_TellsOfTheAppeal_AndWhatSpeaksAgainst()
    {
        await using var instance = await StartAsync(azurite);
        await using var server = await ConsoleServer.StartAsync(instance);
        var account = Some.Account("m003");
        var before = await AccountAsync(server);
        await instance
            .Get<FactTable>()
            .SaveAsync(
                [
                    new VerificationRecord(account, Run.First.Start, VerificationOutcome.Passed, "<b>desk</b>"),
                    new VerificationRecord(Some.Account("m004"), Run.First.Start, VerificationOutcome.Failed, "someone else"),
                    RefusalRecord.At(account, Run.First.Start.AddDays(-1), VerdictAction.Verify),
                    RefusalRecord.At(account, Run.First.Start.AddDays(-1), VerdictAction.Block),
                    RefusalRecord.At(account, Run.First.Start.AddDays(-3), VerdictAction.Verify),
                    new AccountRecord
                    {
                        Account = account,
                        Time = Run.First.Start,
                        Created = TheCluster.FirstSeen.AddDays(-400),
                        Kyc = KnowYourCustomer.Business,
                    },
                    Attestation("northgate", Run.First.Start, expires: null),
                    Attestation("ended", Run.First.Start, expires: DateOnly.FromDateTime(Run.First.Start.UtcDateTime).AddDays(-1)),
                ],
                default
            );

        var page = WebUtility.HtmlDecode(await AccountAsync(server));

        Assert.Contains("No verification of the customer is known.", before, StringComparison.Ordinal);
        Assert.Contains("Of this account alone, nothing is known that does.", before, StringComparison.Ordinal);
        Assert.Contains("The customer passed a verification on ", page, StringComparison.Ordinal);
        Assert.Contains("It is a business's, as the provider knows.", page, StringComparison.Ordinal);
        Assert.Contains("northgate attests that it knows the customer, an organisation, identified on 2026-01-05.", page, StringComparison.Ordinal);
        Assert.Contains("It signed up 400 days before the cluster was first seen.", page, StringComparison.Ordinal);
        Assert.Contains("refused its requests on 2 days.", page, StringComparison.Ordinal);
        Assert.Contains("A person's decision wins over it: the action is verify.", page, StringComparison.Ordinal);
        Assert.Contains("Nothing was found of these kinds: ", page, StringComparison.Ordinal);
        Assert.DoesNotContain("someone else", page, StringComparison.Ordinal);
        Assert.DoesNotContain("ended attests", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>desk", await AccountAsync(server), StringComparison.Ordinal);

        AttestationRecord Attestation(string reseller, DateTimeOffset time, DateOnly? expires) =>
            new()
            {
                Account = account,
                Time = time,
                Reseller = reseller,
                Customer = "c1",
                Holder = CustomerHolder.Organisation,
                Kyc = KnowYourCustomer.Business,
                Checked = new DateOnly(2026, 1, 5),
                Expires = expires,
            };
    }

    // Outcomes of one day after another, the latest first.
    private static string[] Steps(VerdictAction action, int days, params string[] outcomes) => Steps(action, days, VerdictLevel.Suspect, outcomes);

    private static string[] Steps(VerdictAction action, int days, VerdictLevel level, params string[] outcomes)
    {
        var from = new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);
        var verdict = Verdict.NeverSeen(Some.Account("a")) with { Level = level, Action = action };
        return
        [
            .. AppealStep
                .Of(
                    outcomes.Select(
                        (o, i) => new VerificationRecord(verdict.Account, from.AddDays(i), Enum.Parse<VerificationOutcome>(o, true), "desk")
                    ),
                    new StandingVerdict(verdict),
                    from.AddDays(days),
                    TimeSpan.FromDays(90)
                )
                .Select(s => $"{(s.Record.Time - from).Days} {AppealStep.Name(s.Record.Outcome)}: {s.LedTo}"),
        ];
    }
}
