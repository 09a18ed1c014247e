using System.Text.Json;

namespace Distill.Core.Events;

/// <summary>What was wrong with one field of an event that was taken all the same. The later in the list, the more was lost.</summary>
public enum FieldFault
{
    None,

    /// <summary>The field stands in the event twice. The last one was taken.</summary>
    Repeated,

    /// <summary>The text holds what no text can hold, such as half of a surrogate pair. Each such piece was replaced, and the field kept.</summary>
    Mended,

    /// <summary>Longer than is kept. What is over was cut.</summary>
    Cut,

    /// <summary>A value that means "not known", such as "none" or an all-zero id. The field counts as missing.</summary>
    Unknown,

    /// <summary>An address of a kind that is nobody's in public: loopback, private, link-local and the like. The field counts as missing.</summary>
    SpecialAddress,

    /// <summary>A part of the value was masked. The field counts as missing.</summary>
    Masked,

    /// <summary>A number or a time that can't be. The field was dropped.</summary>
    OutOfRange,

    /// <summary>Computed by another version of the extractor. The field was dropped.</summary>
    OtherVersion,

    /// <summary>Not what the field means. The field was dropped.</summary>
    Unreadable,

    /// <summary>JSON of a type that the field can't have. The field was dropped.</summary>
    WrongType,
}

/// <summary>The contract's names of field faults: snake case.</summary>
public static class FieldFaultNames
{
    private static readonly string[] s_names = [.. Enum.GetNames<FieldFault>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    public static string Name(this FieldFault fault) => s_names[(int)fault];

    /// <summary>True when nothing of the field's value was taken.</summary>
    public static bool IsLoss(this FieldFault fault) => fault >= FieldFault.Unknown;
}
