namespace Distill.Honeypots.Marking;

/// <summary>Marks a text, or lets it leave as it came. Marking never loses an answer.</summary>
public static class SafeMarker
{
    /// <summary>
    /// Does what <see cref="Marker.Mark(string, MarkAssignment, string)"/> does. If that fails, the result is the text as it came, no receipt, and
    /// the failure.
    /// </summary>
    public static (string Text, Receipt? Receipt, Exception? Failure) MarkOrKeep(
        this Marker marker,
        string text,
        MarkAssignment assignment,
        string requestId
    )
    {
        try
        {
            var marked = marker.Mark(text, assignment, requestId, out var failure);
            return failure is null ? (marked.Text, marked.Receipt, null) : (text, null, failure);
        }
#pragma warning disable CA1031 // Whatever it is, a customer waits for the answer.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return (text, null, e);
        }
    }
}
