using System.Text.Json;
using Distill.Contracts;
using Distill.Core.Events;

namespace Distill.Core.Resellers;

/// <summary>
/// Reads attestations as a reseller sends them: JSON by the schema <c>docs/kyc-attestations.schema.json</c>. All of a document is taken, or none.
/// </summary>
public static class AttestationDocument
{
    /// <summary>Most attestations of one document.</summary>
    public const int MostAttestations = 10_000;

    // Most faults that are told, and longest text of a name.
    private const int MostFaults = 20;
    private const int MostName = 128;

    private static readonly string[] s_document = ["version", "reseller", "issuedAt", "attestations"];
    private static readonly string[] s_attestation = ["account", "customer", "holder", "level", "country", "checkedOn", "expiresOn"];

    /// <summary>Reads a document.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="now">The time by which nothing may be issued or checked later.</param>
    /// <param name="faults">What is wrong, with its place. Empty when nothing is.</param>
    /// <returns>The attestations; empty when anything is wrong.</returns>
    public static IReadOnlyList<AttestationRecord> Read(ReadOnlyMemory<byte> utf8, DateTimeOffset now, out IReadOnlyList<string> faults)
    {
        var found = new List<string>();
        var records = new List<AttestationRecord>();
        try
        {
            using var json = JsonDocument.Parse(utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8);
            Read(new AttestationReader(json.RootElement, "", found), now, records);
        }
        catch (JsonException)
        {
            found.Add("It is not JSON.");
        }

        faults = found.Count <= MostFaults ? found : [.. found.Take(MostFaults), $"{found.Count - MostFaults} more faults."];
        return found.Count == 0 ? records : [];
    }

    private static void Read(AttestationReader document, DateTimeOffset now, List<AttestationRecord> records)
    {
        if (!document.IsObject(s_document))
        {
            return;
        }

        if (document.Number("version") is not (null or 1))
        {
            document.Fault("version", "must be 1");
        }

        var reseller = document.Text("reseller", MostName);
        var issued = document.Instant("issuedAt", now);
        foreach (var attestation in document.Items("attestations", MostAttestations))
        {
            if (attestation.IsObject(s_attestation) && Attestation(attestation, now) is { } record && reseller is not null && issued is { } time)
            {
                records.Add(record with { Reseller = reseller, Time = time });
            }
        }
    }

    private static AttestationRecord? Attestation(AttestationReader json, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var account = json.Text("account", AccountId.MaxLength);
        var customer = json.Text("customer", MostName);
        var holder = json.OneOf("holder", ("organisation", CustomerHolder.Organisation), ("person", CustomerHolder.Person));
        var level = json.OneOf(
            "level",
            ("none", KnowYourCustomer.None),
            ("email", KnowYourCustomer.Email),
            ("phone", KnowYourCustomer.Phone),
            ("business", KnowYourCustomer.Business),
            ("verified", KnowYourCustomer.Verified)
        );
        var country = json.Has("country") ? json.Text("country", 2) : null;
        if (country is not null && (country.Length != 2 || !country.All(char.IsAsciiLetterUpper)))
        {
            json.Fault("country", "must be two capital letters (ISO 3166-1)");
        }

        var made = json.Day("checkedOn");
        if (made > today)
        {
            json.Fault("checkedOn", "is in the future");
        }

        var expires = json.Has("expiresOn") ? json.Day("expiresOn") : null;
        if (expires < made)
        {
            json.Fault("expiresOn", "is before checkedOn");
        }

        if (account is not null && !AccountId.TryParse(account, null, out _))
        {
            json.Fault("account", "is no account id");
            return null;
        }

        return account is null || customer is null || holder is null || level is null || made is null
            ? null
            : new AttestationRecord
            {
                Account = AccountId.Parse(account),
                Time = default,
                Reseller = "",
                Customer = customer,
                Holder = holder.Value,
                Kyc = level.Value,
                Country = country,
                Checked = made.Value,
                Expires = expires,
            };
    }
}
