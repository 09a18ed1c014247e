namespace Distill.Honeypots.Marking;

/// <summary>Marks a text, or leaves it as it came if marking fails, so that no answer is lost.</summary>
public static class SafeMarker
{
    /// <summary>
    /// Does the same as <see cref="Marker.Mark(string, MarkAssignment, string)"/>. If that fails, it returns the text as it came, no receipt, and the
    /// failure.
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
