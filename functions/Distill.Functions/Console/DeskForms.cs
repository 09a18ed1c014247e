using System.Globalization;
using Distill.Contracts;
using Distill.Core.Events;
using Distill.Functions.Api;
using Distill.Functions.Auth;
using Distill.Functions.Settings;
using Distill.Functions.Storage;
using Distill.Reports.Console;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Console;

/// <summary>Takes the forms by which analysts organize their work: assignments, notes, and what they have seen.</summary>
public sealed class DeskForms(DeskTable desk, ConsolePages pages, ConsoleReader reader, CallerRoles roles, AuthOptions auth, TimeProvider time)
{
    // As long as a name may be everywhere.
    private const int MaxName = 200;

    internal Task<IResult> AssignAsync(HttpRequest request, ClusterId cluster) =>
        AddAsync(
            request,
            cluster,
            DeskEntryKind.Assignment,
            form => form["nobody"].Length > 0 ? "" : form["assignee"].Trim(),
            assignee =>
                assignee.Length > MaxName ? $"The name of an assignee has at most {MaxName} characters."
                : FreeText.Fault(assignee) is { } bad ? $"The name of an assignee {bad}."
                : null
        );

    internal Task<IResult> NoteAsync(HttpRequest request, ClusterId cluster) =>
        AddAsync(
            request,
            cluster,
            DeskEntryKind.Note,
            form => Author.Lines(form["note"]).Trim(),
            note => Author.Fault(note)?.Replace("why", "A note", StringComparison.Ordinal)
        );

    internal async Task<IResult> MarkSeenAsync(HttpRequest request)
    {
        var (form, unreadable) = await SentForm.ReadAsync(request);
        if (form is null)
        {
            return unreadable!;
        }

        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (
            !DateTimeOffset.TryParseExact(form["through"], "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture, utc, out var through)
            || through < EventLimits.Earliest
            || through > time.GetUtcNow()
        )
        {
            return Problems.BadEntry("The time is not the one of the page.");
        }

        await desk.MarkSeenAsync(roles.NameOf(request) ?? "", through, request.HttpContext.RequestAborted);
        // Back to the filters that were set; to no other page.
        var back = form["back"];
        return new SeeOther(
            back.StartsWith($"{ConsoleLinks.Queue}?", StringComparison.Ordinal) && back.All(c => c is > ' ' and < '\u007F')
                ? back
                : ConsoleLinks.Queue
        );
    }

    private async Task<IResult> AddAsync(
        HttpRequest request,
        ClusterId cluster,
        DeskEntryKind kind,
        Func<SentForm, string> text,
        Func<string, string?> fault
    )
    {
        var (form, unreadable) = await SentForm.ReadAsync(request);
        if (form is null)
        {
            return unreadable!;
        }

        if (!IdempotencyKey.TryId(form["key"], kind.ToString(), out var id))
        {
            return Problems.BadIdempotencyKey;
        }

        var author = Author.Of(request, form["by"], auth);
        if (author.Name is not { } by)
        {
            return await AgainAsync(Problems.BadEntry(author.Fault));
        }

        if (fault(text(form)) is { } wrong)
        {
            return await AgainAsync(Problems.BadEntry(wrong));
        }

        if ((await reader.ReadAsync(request)).Find(cluster) is null)
        {
            return Problems.UnknownCluster;
        }

        var isKept = await desk.AddAsync(
            new DeskEntry(cluster, id, kind, by) { At = Author.Rounded(time.GetUtcNow()), Text = text(form) },
            request.HttpContext.RequestAborted
        );
        return isKept ? new SeeOther($"{ConsoleLinks.Cluster(cluster)}#desk") : await AgainAsync(Problems.EntrySent);

        // What was written comes back, with a key of its own.
        Task<IResult> AgainAsync(IResult problem)
        {
            var (what, status) = ConsoleFaults.Say(problem);
            var draft = new DeskDraft(what, form["by"]);
            draft = kind == DeskEntryKind.Note ? draft with { Note = form["note"] } : draft with { Assignee = form["assignee"] };
            return pages.ClusterAsync(request, cluster, draft, status);
        }
    }
}
