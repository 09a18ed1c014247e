using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Api;

/// <summary>Whole numbers out of a request's query.</summary>
internal static class Query
{
    /// <summary>The number, or what stands for it when it is not given; false when it is none or out of range.</summary>
    public static bool TryNumber(HttpRequest request, string name, int fallback, int least, int most, out int value)
    {
        value = fallback;
        return request.Query[name] switch
        {
            [] => true,
            [{ } text] => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most,
            _ => false,
        };
    }

    /// <summary>The text; null when it is not given. False when it is given twice.</summary>
    public static bool TryText(HttpRequest request, string name, out string? value)
    {
        var values = request.Query[name];
        value = values.Count == 1 ? values[0] : null;
        return values.Count <= 1;
    }
}
