namespace Distill.Evaluation.Dialects;

/// <summary>Cards, devices and countries that say nothing, and one id for all calls of an account.</summary>
internal static class IdentityDialects
{
    public static IReadOnlyList<Dialect> All { get; } =
    [
        Lost("device", "device_zero", "The device is the UUID of zeros.", "00000000-0000-0000-0000-000000000000"),
        Lost("device", "device_constant", "The device is one value that no list of placeholders has.", "sdk-default-install"),
        Lost("payment", "payment_none", "The card is the word none.", "none"),
        Lost("payment", "payment_null", "The card is the word null, as text.", "null"),
        Lost("payment", "payment_dash", "The card is a dash.", "-"),
        Lost("payment", "payment_na", "The card is n/a.", "n/a"),
        Lost("payment", "payment_csv", "The card is a database's export of nothing.", "\\N"),
        Lost("payment", "payment_foreign", "The card is a word for unknown in another language.", "non renseigné"),
        Lost("payment", "payment_note", "The card is a note that it was taken out.", "<REDACTED:payment>"),
        Lost("emailDomain", "mail_reserved", "The mail domain is redacted.invalid.", "redacted.invalid"),
        Lost("payment", "payment_constant", "The card is one value that no list of placeholders has.", "monthly-invoice"),
        Lost("country", "country_dash", "The country is a dash.", "-"),
        new("id_constant", "All calls of an account have one id.", e => e.Replace("id", _ => Dialect.Quote($"req_{e.AccountSeed:x16}"))),
    ];

    private static Dialect Lost(string field, string name, string meaning, string value) =>
        new(name, meaning, e => e.Replace(field, _ => Dialect.Quote(value))) { Loses = [field] };
}
