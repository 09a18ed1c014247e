using System.Reflection;

namespace Distill.LocalRuntime.Discovery;

/// <summary>Knows one kind of trigger: its attribute, the parameters beside it, and what the method may return.</summary>
internal interface ITriggerReader
{
    /// <summary>The trigger, or null after telling what is wrong with it.</summary>
    Trigger? Read(string function, ParameterInfo parameter, Attribute attribute);

    /// <summary>Where a further parameter's value comes from; null when this trigger has none for it.</summary>
    Argument? Bind(ParameterInfo parameter, Trigger trigger);

    bool Returns(Type type);
}
