namespace Distill.Simulation.Prompts;

/// <summary>How many sentences there are to make framings of, for everybody in a scenario.</summary>
public enum FramingStock
{
    /// <summary>Sentences come from the whole grammar. Two framings seldom share one.</summary>
    Wide,

    /// <summary>There are a few dozen sentences. Framings often share one, but seldom all.</summary>
    Narrow,
}
