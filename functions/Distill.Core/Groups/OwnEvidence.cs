namespace Distill.Core.Groups;

/// <summary>What ties one member to a group beside framings.</summary>
internal enum OwnEvidence
{
    /// <summary>Nothing was asked, or nothing was found: the group is judged as a whole.</summary>
    None,

    /// <summary>The account keeps its place in the order of turns.</summary>
    Turns,

    /// <summary>An earlier run flagged it, and too little was seen since to say otherwise.</summary>
    Held,

    /// <summary>A device or a network of the group's own ties its customer to the others.</summary>
    Means,

    /// <summary>Conversations of the account went on under accounts of other customers of the group, or came from there.</summary>
    Handover,

    /// <summary>It had too few turns to tell, and its customer was born with the others.</summary>
    Birth,

    /// <summary>Other accounts of its customer have such evidence.</summary>
    Customer,

    /// <summary>It has a card or a device of several members.</summary>
    Payment,
}
