using System.Text.Json;
using System.Text.Json.Serialization;

namespace Distill.Functions.Api;

/// <summary>The body of <c>POST /verdicts/batch</c>.</summary>
internal sealed record BatchRequest(IReadOnlyList<string?>? Accounts);

/// <summary>The body of <c>POST /clusters/{id}/decisions</c>.</summary>
internal sealed record DecisionRequest(string? Decision, string? By, string? Why, DateTimeOffset? Expires) : IAnalystBody;

/// <summary>The body of <c>POST /accounts/{id}/overrides</c>.</summary>
internal sealed record OverrideRequest(string? Action, string? By, string? Why, DateTimeOffset? Expires) : IAnalystBody;

/// <summary>The body of <c>POST /allowlist</c>.</summary>
internal sealed record AllowRequest(string? Kind, string? Value, string? Action, string? By, string? Why, DateTimeOffset? Expires) : IAnalystBody;

/// <summary>The body of <c>POST /honeypots/mark</c>. Unlike the others it may have members that are not known.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record MarkRequest(string? Text, string? Account, string? RequestId, DateTimeOffset? Created);

/// <summary>The body of <c>POST /honeypots/audits</c>: who was tested, who says so, and what <c>audit.json</c> holds.</summary>
internal sealed record AuditRequest(string? Suspect, string? By, JsonElement? Audit);

/// <summary>What the bodies of decisions and overrides have in common.</summary>
internal interface IAnalystBody
{
    string? By { get; }

    string? Why { get; }

    DateTimeOffset? Expires { get; }
}
