using Azure.Data.Tables;
using CsCheck;
using Distill.Contracts;
using Distill.Core.Events;
using Distill.Functions.Storage;

namespace Distill.Functions.Tests.Storage;

public sealed class TableKeyTests
{
    private static readonly Gen<string> s_ids = Gen
        .Char.Array[1, AccountId.MaxLength]
        .Select(c => new string(c))
        .Where(s => AccountId.TryParse(s, null, out _));
    private static readonly Gen<string> s_awkward = Gen.Char[@"/\#?!%'""+ |éЖ中a1-_.:@"].Array[1, AccountId.MaxLength].Select(c => new string(c));

    [Fact]
    public void AKey_TellsItsText_AndIsOneThatAzureTakes() =>
        Gen.Select(Gen.OneOf(s_ids, s_awkward), Gen.Int[0, 50])
            .Sample(
                (id, room) =>
                {
                    var key = TableKey.Escape(id, room);
                    var row = new TableEntity("p", key + new string('|', room));
                    TableKey.Name(row, id);
                    return TableKey.TextOf(row, key.Length) == id
                        && key.Length + room <= TableLimits.MaxKeyLength
                        && key.All(c => char.IsAsciiLetterOrDigit(c) || "-_.:@!".Contains(c, StringComparison.Ordinal));
                }
            );

    [Fact]
    public void DifferentIds_HaveDifferentKeys() =>
        Gen.Select(s_awkward, s_awkward).Sample((a, b) => (a == b) == (TableKey.Escape(a) == TableKey.Escape(b)));

    [Theory]
    [InlineData("acct_1f2e", "acct_1f2e")]
    [InlineData("a/b", "a!002fb")]
    [InlineData("a!b", "a!0021b")]
    public void Escaping_LeavesPlainIdsReadable(string id, string key) => Assert.Equal(key, TableKey.Escape(id));

    /// <summary>Names that the store holds already: they must not change.</summary>
    [Theory]
    [InlineData(1, "!00e9")]
    [InlineData(102, "!00e9!00e9")]
    [InlineData(141, "!!AOkA6QDp")]
    [InlineData(191, "!!AOkA6QDp")]
    [InlineData(192, "!-")]
    [InlineData(256, "!-")]
    public void LongIds_KeepTheNamesThatTheyHad(int length, string beginning) =>
        Assert.StartsWith(beginning, TableKey.Escape(new string('é', length)), StringComparison.Ordinal);

    [Theory]
    [InlineData("!0041")]
    [InlineData("!-AAAA")]
    [InlineData("!!QQ")]
    [InlineData("a!00")]
    public void AKeyThatIsNotTheOneOfItsText_CantBeRead(string key) =>
        Assert.Throws<FormatException>(() => TableKey.TextOf(new TableEntity("p", key) { ["Id"] = "A" }));

    [Theory]
    [InlineData('a')]
    [InlineData('é')]
    [InlineData('中')]
    public void TheLongestFactKey_FitsInAKey(char c)
    {
        for (var length = 1; length <= AccountId.MaxLength; length++)
        {
            var account = AccountId.Parse(new string(c, length));
            var rows = new[]
            {
                FactRow.Of(new AccountRecord { Account = account, Time = DateTimeOffset.MaxValue }),
                FactRow.Of(new VerificationRecord(account, DateTimeOffset.MaxValue, VerificationOutcome.Passed, "desk")),
            };

            Assert.All(rows, row => Assert.InRange(row.RowKey.Length, 1, TableLimits.MaxKeyLength));
            Assert.Equal(account, FactRow.ToVerification(rows[1]).Account);
        }
    }
}
