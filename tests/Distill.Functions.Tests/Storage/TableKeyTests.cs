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
    public void Escaping_IsReversible_AndGivesKeysThatAzureTakes() =>
        Gen.OneOf(s_ids, s_awkward)
            .Sample(id =>
            {
                var key = TableKey.Escape(id);
                return TableKey.Unescape(key) == id
                    && key.Length <= TableKey.MaxLength
                    && key.All(c => char.IsAsciiLetterOrDigit(c) || "-_.:@!".Contains(c, StringComparison.Ordinal));
            });

    [Fact]
    public void DifferentIds_HaveDifferentKeys() =>
        Gen.Select(s_awkward, s_awkward).Sample((a, b) => (a == b) == (TableKey.Escape(a) == TableKey.Escape(b)));

    [Theory]
    [InlineData("acct_1f2e", "acct_1f2e")]
    [InlineData("a/b", "a!002fb")]
    [InlineData("a!b", "a!0021b")]
    public void Escaping_LeavesPlainIdsReadable(string id, string key) => Assert.Equal(key, TableKey.Escape(id));

    [Fact]
    public void TheLongestFactKey_FitsInAKey()
    {
        var worst = new AccountRecord { Account = AccountId.Parse(new string('中', AccountId.MaxLength)), Time = DateTimeOffset.MaxValue };

        Assert.InRange(FactRow.Of(worst).RowKey.Length, 600, TableLimits.MaxKeyLength);
    }
}
