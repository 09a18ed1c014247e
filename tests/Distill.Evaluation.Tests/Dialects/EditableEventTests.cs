using System.Text;
using Distill.Evaluation.Dialects;

namespace Distill.Evaluation.Tests.Dialects;

public sealed class EditableEventTests
{
    [Fact]
    public void EventThatNobodyEdits_KeepsItsBytes() =>
        Assert.All(SomeEvents.All, wire => Assert.Equal(wire.Json.ToArray(), EditableEvent.Read(wire.Json.Span).Write()));

    [Fact]
    public void ReplacedField_KeepsItsPlaceAndTheOthersTheirs()
    {
        var e = EditableEvent.Read("""{"a":"1","b":[1,"x"],"c":{"d":null}}"""u8);
        e["b"] = "2";
        e.Replace("a", json => json + "0");
        e.Replace("none", _ => "3");
        Assert.Equal("""{"a":"1"0,"b":2,"c":{"d":null}}""", Encoding.UTF8.GetString(e.Write()));
    }

    [Fact]
    public void RemovedField_IsGone()
    {
        var e = EditableEvent.Read("""{"a":"1","b":2}"""u8);
        e["a"] = null;
        e["none"] = null;
        Assert.Equal("""{"b":2}""", Encoding.UTF8.GetString(e.Write()));
    }
}
