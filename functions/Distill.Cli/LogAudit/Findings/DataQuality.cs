using System.Text;
using Distill.Contracts;
using Distill.Core;
using Distill.Core.Events;
using Distill.Core.Profiles;
using Distill.Logs.Traffic;

namespace Distill.Cli.LogAudit.Findings;

/// <summary>
/// What the logs could not tell: which values were dropped, cut or unknown, what was repeated, and which signals could see nothing as a result.
/// </summary>
internal sealed record DataQuality
{
    /// <summary>A share of the calls or accounts, of 1. A signal that sees fewer is blind.</summary>
    public const double Blind = 0.05;

    // The field that each signal looks at. A signal that is not listed needs only required fields.
    private static readonly (string Signal, EventField Field)[] s_sights =
    [
        ("shared_templates", EventField.Prompt),
        ("elicitation", EventField.Prompt),
        ("shared_network", EventField.Ip),
        ("keyed_synchrony", EventField.Ip),
        ("shared_payment_card", EventField.Payment),
        ("shared_sign_up_device", EventField.Device),
        ("shared_mail_domain", EventField.EmailDomain),
        ("sign_up_burst", EventField.Created),
        ("same_client", EventField.UserAgent),
    ];

    public required EventCounts Counts { get; init; }

    /// <summary>Cards and devices of too many unrelated accounts, and how many accounts have them.</summary>
    public IReadOnlyList<(EventField Field, string Value, int Accounts)> CommonValues { get; init; } = [];

    /// <summary>Accounts that sent one prompt in nearly all calls, the same as other accounts.</summary>
    public int ConstantPromptAccounts { get; init; }

    /// <summary>Spans without any call in which many were to be expected.</summary>
    public IReadOnlyList<LogGap> Gaps { get; init; } = [];

    /// <summary>For each signal that depends on a field, in how many calls or account records it is known.</summary>
    public IReadOnlyList<(string Signal, EventField Field, long Known, long Of)> Sights =>
        [
            .. s_sights.Select(s =>
                (s.Signal, s.Field, Counts.Coverage.KnownIn(s.Field), IsOfAccounts(s.Field) ? Counts.Coverage.Records : Counts.Coverage.Calls)
            ),
        ];

    /// <summary>Signals that could see hardly anything.</summary>
    public IReadOnlyList<string> BlindSignals => [.. Sights.Where(s => s.Known < Blind * Math.Max(1, s.Of)).Select(s => s.Signal)];

    /// <summary>Whether hardly any call has a prompt.</summary>
    public bool ArePromptsBlind => Counts.Coverage.KnownIn(EventField.Prompt) < Blind * Math.Max(1, Counts.Coverage.Calls);

    /// <param name="log">What was read.</param>
    /// <param name="state">The state after the last run.</param>
    public static DataQuality Of(TrafficLog log, CorrelationState state)
    {
        var common = state.CommonValues;
        var values = log
            .Records.SelectMany<AccountRecord, (TraitKind Kind, string? Value)>(r => [(TraitKind.Payment, r.Payment), (TraitKind.Device, r.Device)])
            .Where(v => v.Value is not null)
            .Distinct()
            .ToLookup(v => (v.Kind, Fingerprint.Of(Encoding.UTF8.GetBytes(v.Value!))));
        return new DataQuality
        {
            Counts = log.Counts,
            ConstantPromptAccounts = state.ConstantPromptAccounts,
            Gaps = LogGap.Of(log.Windows),
            CommonValues =
                common.Count == 0
                    ? []
                    :
                    [
                        .. common.Select(c =>
                            (
                                FieldOf(c.Kind),
                                values[(c.Kind, c.Value)].Select(v => v.Value!).Order(StringComparer.Ordinal).FirstOrDefault("?"),
                                c.Accounts
                            )
                        ),
                    ],
        };
    }

    private static bool IsOfAccounts(EventField field) =>
        field is EventField.Payment or EventField.Device or EventField.EmailDomain or EventField.Created;

    private static EventField FieldOf(TraitKind kind) => kind == TraitKind.Payment ? EventField.Payment : EventField.Device;
}
