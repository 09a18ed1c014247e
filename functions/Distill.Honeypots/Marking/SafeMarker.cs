namespace Distill.Honeypots.Marking;

/// <summary>Marks, or lets a text leave as it came: an answer is never lost to its marks.</summary>
public static class SafeMarker
{
    /// <summary>
    /// As <see cref="Marker.Mark(string, MarkAssignment, string)"/>; where that fails, the text as it came, no receipt, and the failure.
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
