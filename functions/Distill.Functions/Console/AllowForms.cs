using Distill.Core.Profiles;
using Distill.Functions.Api;
using Distill.Functions.Settings;
using Distill.Functions.Storage;
using Distill.Reports.Console;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Console;

/// <summary>Shows the allow-lists, and takes their form. It asks for the same as the API's body, and goes the same way.</summary>
public sealed class AllowForms(AnalystDesk desk, AllowTable allowed, ConsoleReader reader, FormReading forms, VerdictOptions options)
{
    internal async Task<IResult> ShowAsync(HttpRequest request) => await ShowAsync(request, sent: null, fault: null);

    internal async Task<IResult> AllowAsync(HttpRequest request)
    {
        var (form, unreadable) = await SentForm.ReadAsync(request);
        if (form is null)
        {
            return unreadable!;
        }

        var (asked, wrong) = forms.Read(
            request,
            form,
            AnalystRequestKind.Allowance,
            e => new AllowRequest(form["kind"], form["value"], form["action"], form["by"], form["why"], e)
        );
        var (made, problem) = asked is null ? (null, wrong) : await desk.AllowAsync(asked, request.HttpContext.RequestAborted);
        return made is not null ? new SeeOther(ConsoleLinks.Allowed) : await ShowAsync(request, form, ConsoleFaults.Say(problem!));
    }

    /// <summary>Entries as decisions, the latest first.</summary>
    internal static IEnumerable<DecisionRecord> Rows(AllowList list, DateTimeOffset now)
    {
        var current = list.At(now).Select(e => e.Id).ToHashSet();
        return list.Entries.Reverse().Select(e => DecisionRecord.Of(e, current.Contains(e.Id)));
    }

    /// <summary>The entries with a text in their value, author or reason; for an address, those of its network.</summary>
    internal static IEnumerable<DecisionRecord> Find(AllowList list, string query, DateTimeOffset now)
    {
        var network = AllowEntry.Normalized(AllowKind.Network, query);
        return Rows(list, now)
            .Where(d =>
                d.Value == network || new[] { d.Value ?? "", d.By, d.Why }.Any(text => text.Contains(query, StringComparison.OrdinalIgnoreCase))
            );
    }

    private async Task<IResult> ShowAsync(HttpRequest request, SentForm? sent, (string What, int Status)? fault)
    {
        var state = await reader.ReadAsync(request);
        var list = await allowed.ReadAsync(request.HttpContext.RequestAborted);
        var usual = ConsoleForms.UsualOverride(options);
        var model = new AllowModel(state.Context("Allow-lists", ConsoleSection.Allowed))
        {
            Rows = [.. Rows(list, state.Now)],
            Form = sent is null ? SentForm.New(state.Now, usual) : sent.Again(state.Now, usual, fault!.Value.What),
            Kind = sent?["kind"] ?? "",
            Value = sent?["value"] ?? "",
            Action = sent?["action"] ?? "",
        };
        return PageAnswer.Of<AllowPage>(model, fault?.Status ?? StatusCodes.Status200OK);
    }
}
