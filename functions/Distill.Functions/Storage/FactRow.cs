using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Events;
using Distill.Core.Windows;

namespace Distill.Functions.Storage;

/// <summary>One fact as a row. Times are text, because events may name years that Table Storage's own times do not reach.</summary>
internal static class FactRow
{
    private const string Account = "account";
    private const string Ban = "ban";
    private const string Unban = "unban";
    private const string Refusal = "refusal";
    private const string Verification = "verification";
    private const string Attestation = "attestation";

    public static TableEntity Of(IAccountFact fact) =>
        fact switch
        {
            AccountRecord record => Of(record),
            BanRecord ban => Keyed(ban.Account, ban.Time, ban.Lifted ? Unban : Ban, new() { ["Reason"] = ban.Reason }),
            RefusalRecord refusal => Keyed(refusal.Account, refusal.Time, Refusal, new() { ["Action"] = refusal.Action?.Name() }),
            VerificationRecord verification => Keyed(
                verification.Account,
                verification.Time,
                Verification,
                new() { ["Outcome"] = verification.Outcome.ToString(), ["By"] = verification.By }
            ),
            AttestationRecord attestation => Of(attestation),
            _ => throw new ArgumentException($"{fact.GetType().Name} has no row.", nameof(fact)),
        };

    private static TableEntity Of(AccountRecord record) =>
        Keyed(
            record.Account,
            record.Time,
            Account,
            new()
            {
                ["Created"] = record.Created is { } created ? Text(created) : null,
                ["Country"] = record.Country,
                ["EmailDomain"] = record.EmailDomain,
                ["Payment"] = record.Payment,
                ["Device"] = record.Device,
                ["Reseller"] = record.Reseller,
                ["Kyc"] = record.Kyc.ToString(),
            }
        );

    private static TableEntity Of(AttestationRecord attestation) =>
        Keyed(
            attestation.Account,
            attestation.Time,
            Attestation,
            new()
            {
                ["Reseller"] = attestation.Reseller,
                ["Customer"] = attestation.Customer,
                ["Holder"] = attestation.Holder.ToString(),
                ["Kyc"] = attestation.Kyc.ToString(),
                ["Country"] = attestation.Country,
                ["Checked"] = attestation.Checked.ToString("O", CultureInfo.InvariantCulture),
                ["Expires"] = attestation.Expires?.ToString("O", CultureInfo.InvariantCulture),
            }
        );

    /// <summary>The filter for all verifications.</summary>
    public static string Verifications => TableClient.CreateQueryFilter($"Kind eq {Verification}");

    /// <summary>The filter for an account's refusals before a time.</summary>
    public static string RefusalsOf(AccountId account, DateTimeOffset before)
    {
        var (first, last) = (KeyOf(account, DateTimeOffset.MinValue, Refusal), KeyOf(account, before, Refusal));
        return TableClient.CreateQueryFilter($"PartitionKey eq {AccountBucket.Fine(account)} and RowKey ge {first} and RowKey lt {last}")
            + " and "
            + TableClient.CreateQueryFilter($"Kind eq {Refusal}");
    }

    /// <summary>Reads a verification.</summary>
    public static VerificationRecord ToVerification(TableEntity row) =>
        new(AccountOf(row), Time(row.GetString("Time")), Enum.Parse<VerificationOutcome>(row.GetString("Outcome")), row.GetString("By") ?? "");

    /// <summary>Adds a row's fact to the population.</summary>
    public static void AddTo(Population population, TableEntity row)
    {
        var account = AccountOf(row);
        var time = Time(row.GetString("Time"));
        switch (row.GetString("Kind"))
        {
            case Account:
                population.Add(
                    new AccountRecord
                    {
                        Account = account,
                        Time = time,
                        Created = row.GetString("Created") is { } created ? Time(created) : null,
                        Country = row.GetString("Country"),
                        EmailDomain = row.GetString("EmailDomain"),
                        Payment = row.GetString("Payment"),
                        Device = row.GetString("Device"),
                        Reseller = row.GetString("Reseller"),
                        Kyc = Enum.Parse<KnowYourCustomer>(row.GetString("Kyc")),
                    }
                );
                break;
            case Ban or Unban:
                population.Add(new BanRecord(account, time, row.GetString("Kind") == Unban, row.GetString("Reason") ?? ""));
                break;
            case Refusal:
                population.Add(RefusalRecord.At(account, time, row.GetString("Action") is { } action ? VerdictNames.Action(action) : null));
                break;
            case Verification:
                population.Add(ToVerification(row));
                break;
            case Attestation:
                population.Add(ToAttestation(account, time, row));
                break;
            default:
                throw new InvalidDataException($"The fact {row.RowKey} has an unknown kind.");
        }
    }

    private static AttestationRecord ToAttestation(AccountId account, DateTimeOffset time, TableEntity row) =>
        new()
        {
            Account = account,
            Time = time,
            Reseller = row.GetString("Reseller"),
            Customer = row.GetString("Customer"),
            Holder = Enum.Parse<CustomerHolder>(row.GetString("Holder")),
            Kyc = Enum.Parse<KnowYourCustomer>(row.GetString("Kyc")),
            Country = row.GetString("Country"),
            Checked = DateOnly.ParseExact(row.GetString("Checked"), "O", CultureInfo.InvariantCulture),
            Expires = row.GetString("Expires") is { } expires ? DateOnly.ParseExact(expires, "O", CultureInfo.InvariantCulture) : null,
        };

    private static TableEntity Keyed(AccountId account, DateTimeOffset time, string kind, Dictionary<string, string?> values)
    {
        var content = string.Join('\n', values.Values.Select(v => v is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"+{v.Length}{v}")));
        var hash = Fingerprint.Of(Encoding.UTF8.GetBytes(content));
        var row = new TableEntity(
            AccountBucket.Fine(account),
            string.Create(CultureInfo.InvariantCulture, $"{KeyOf(account, time, kind)}{kind}|{hash:x16}")
        )
        {
            ["Kind"] = kind,
            ["Time"] = Text(time),
        };
        TableKey.Name(row, account.Value);
        foreach (var (name, value) in values)
        {
            if (value is not null)
            {
                row[name] = value;
            }
        }

        return row;
    }

    // What follows the account in a key: a bar and 19 digits of time, a bar and the kind, a bar and 16 digits of the hash.
    private static string KeyOf(AccountId account, DateTimeOffset time, string kind) =>
        string.Create(CultureInfo.InvariantCulture, $"{TableKey.Escape(account.Value, 1 + 19 + 1 + kind.Length + 1 + 16)}|{time.UtcTicks:d19}|");

    private static AccountId AccountOf(TableEntity row) => AccountId.Parse(TableKey.TextOf(row, row.RowKey.IndexOf('|', StringComparison.Ordinal)));

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
