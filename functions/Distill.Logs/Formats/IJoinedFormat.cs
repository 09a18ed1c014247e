using System.Text.Json;

namespace Distill.Logs.Formats;

/// <summary>A format in which several records, in any files, make one call.</summary>
internal interface IJoinedFormat : IRecordFormat
{
    /// <summary>Makes the call of all parts with one key. The parts come in an order that their content decides.</summary>
    void Join(IReadOnlyList<JsonElement> parts, Conversion into);
}
