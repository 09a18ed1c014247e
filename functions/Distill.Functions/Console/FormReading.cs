using System.Globalization;
using Distill.Functions.Api;
using Distill.Functions.Settings;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Console;

/// <summary>Reads what the forms of decisions have in common: why, by whom, until when, and the key.</summary>
public sealed class FormReading(AuthOptions auth, TimeProvider time)
{
    /// <summary>What a form asks for. If something is wrong with it, returns a problem instead.</summary>
    internal (AnalystRequest<T>? Request, IResult? Problem) Read<T>(
        HttpRequest request,
        SentForm form,
        AnalystRequestKind kind,
        Func<DateTimeOffset?, T> body
    )
        where T : class, IAnalystBody
    {
        DateTimeOffset? expires = null;
        if (form["expires"] is { Length: > 0 } end)
        {
            if (
                !DateTimeOffset.TryParseExact(
                    end,
                    "yyyy-MM-ddTHH:mm:ssZ",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal,
                    out var chosen
                )
            )
            {
                return (null, kind.Wrong("The end is not one of the choices."));
            }

            expires = chosen;
        }

        return IdempotencyKey.TryId(form["key"], kind.Name, out var id)
            ? AnalystRequest<T>.Of(body(expires), id, Author.Of(request, form["by"], auth), kind, time.GetUtcNow())
            : (null, Problems.BadIdempotencyKey);
    }
}
