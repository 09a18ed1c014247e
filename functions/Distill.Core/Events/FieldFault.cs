using System.Text.Json;

namespace Distill.Core.Events;

/// <summary>What was wrong with one field of an event that was accepted all the same. Ordered by how much was lost, least first.</summary>
public enum FieldFault
{
    None,

    /// <summary>The event has the field twice. The last one was taken.</summary>
    Repeated,

    /// <summary>The text holds something invalid, such as half of a surrogate pair. Each such piece was replaced, and the field was kept.</summary>
    Mended,

    /// <summary>The value is longer than the limit. The excess was cut.</summary>
    Cut,

    /// <summary>A value that means "not known", such as "none" or an all-zero id. The field counts as missing.</summary>
    Unknown,

    /// <summary>The address is not public: loopback, private, link-local and the like. The field counts as missing.</summary>
    SpecialAddress,

    /// <summary>A part of the value was masked. The field counts as missing.</summary>
    Masked,

    /// <summary>A number or a time outside the possible range. The field was dropped.</summary>
    OutOfRange,

    /// <summary>Another version of the extractor computed the features. The field was dropped.</summary>
    OtherVersion,

    /// <summary>The features are sealed with a key that is not ours, or were changed since. The field was dropped.</summary>
    Sealed,

    /// <summary>The value does not have the form of this field. The field was dropped.</summary>
    Unreadable,

    /// <summary>The JSON type is wrong for this field. The field was dropped.</summary>
    WrongType,
}

/// <summary>Names of field faults as the wire contract writes them: snake case.</summary>
public static class FieldFaultNames
{
    private static readonly string[] s_names = [.. Enum.GetNames<FieldFault>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    public static string Name(this FieldFault fault) => s_names[(int)fault];

    /// <summary>True when nothing of the field's value was kept.</summary>
    public static bool IsLoss(this FieldFault fault) => fault >= FieldFault.Unknown;
}
